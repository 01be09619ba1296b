package cloze.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What an API server of Kubernetes answers.
 *
 * @param code of HTTP
 * @param body an object, a list, or a status
 */
record ApiAnswer(int code, JsonNode body) {
    static ApiAnswer success() {
        return new ApiAnswer(200, status("Success", 200, ""));
    }

    static ApiAnswer failure(int code, String reason) {
        return new ApiAnswer(code, status("Failure", code, reason));
    }

    private static ObjectNode status(String status, int code, String reason) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "v1")
                .put("kind", "Status")
                .put("status", status)
                .put("reason", reason)
                .put("code", code);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, text.length);
        exchange.getResponseBody().write(text);
    }
}
