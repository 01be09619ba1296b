package cloze.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A client for the calls of MLflow's REST API, version 2.0 (mlflow.org/docs, REST API), that a training run needs.
 * Credentials are sent to this server only.
 */
final class MlflowServer {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int SHOWN = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final Optional<String> authorization;
    private final HttpClient client;

    /** @param authorization value of the Authorization header */
    MlflowServer(String address, Optional<String> authorization) {
        this.address = address.replaceAll("/+$", "");
        this.authorization = authorization;
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Returns the id of the experiment {@code name}, and creates it if necessary. */
    String experiment(String name) throws IOException {
        String query = "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> found = send(request(query).GET().build());
        return found.statusCode() == NOT_FOUND
                ? text(post("experiments/create", object().put("name", name)), "/experiment_id")
                : text(body(query, found), "/experiment/experiment_id");
    }

    /**
     * Calls {@code method} with {@code body}.
     *
     * @throws IOException if there is no answer in time, or an error status
     */
    JsonNode post(String method, ObjectNode body) throws IOException {
        HttpRequest request = request(method)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return body(method, send(request));
    }

    /** Returns the text at {@code pointer} of an answer. */
    static String text(JsonNode answer, String pointer) throws IOException {
        JsonNode value = answer.at(pointer);
        if (!value.isValueNode()) {
            throw new IOException("expected %s in the answer, found %s".formatted(pointer, shown(answer.toString())));
        }
        return value.asText();
    }

    private HttpRequest.Builder request(String method) {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/" + method))
                .timeout(ANSWER);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + request.uri());
        }
    }

    private JsonNode body(String method, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("%s: status %d: %s".formatted(method, answer.statusCode(), shown(answer.body())));
        }
        return JSON.readTree(answer.body());
    }

    private static String shown(String answer) {
        return answer.length() <= SHOWN ? answer : answer.substring(0, SHOWN) + "...";
    }

    @Override
    public String toString() {
        return address;
    }
}
