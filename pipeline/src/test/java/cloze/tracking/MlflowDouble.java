package cloze.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as MLflow's REST interface does, and notes what it is asked. */
final class MlflowDouble implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Asked> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "experiments/get-by-name", "404 {\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"none\"}",
            "experiments/create", "200 {\"experiment_id\": \"4\"}",
            "runs/search", "200 {}",
            "runs/create", "200 {\"run\": {\"info\": {\"run_id\": \"abc\", \"status\": \"RUNNING\"}}}",
            "runs/log-batch", "200 {}",
            "runs/update", "200 {\"run_info\": {}}"));

    /**
     * A call.
     *
     * @param method after {@code /api/2.0/mlflow/}
     * @param query of the address
     * @param authorization the header; empty: none
     * @param body null where there is none
     */
    record Asked(String method, String query, String authorization, JsonNode body) {}

    MlflowDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/2.0/mlflow/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
        String query = exchange.getRequestURI().getQuery();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        calls.add(new Asked(
                method,
                query == null ? "" : query,
                authorization == null ? "" : authorization,
                JSON.readTree(exchange.getRequestBody().readAllBytes())));
        String[] answer = answers.getOrDefault(method, "404 {}").split(" ", 2);
        byte[] body = answer[1].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    void answer(String method, String answer) {
        answers.put(method, answer);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> calls() {
        return List.copyOf(calls);
    }

    List<String> methods() {
        return calls.stream().map(Asked::method).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
