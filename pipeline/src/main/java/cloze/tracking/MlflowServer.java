package cloze.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A client for the calls of MLflow's REST API, version 2.0 (mlflow.org/docs, REST API), that a training run needs. */
final class MlflowServer {
    private static final String METHODS = "/api/2.0/mlflow/";
    private static final int NOT_FOUND = 404;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrackingServer server;

    /** @param authorization value of the Authorization header */
    MlflowServer(String address, Optional<String> authorization) {
        this.server = new TrackingServer(address, authorization);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Returns the id of the experiment {@code name}, and creates it if necessary. */
    String experiment(String name) throws IOException {
        HttpResponse<String> found = server.get(
                METHODS + "experiments/get-by-name?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
        return found.statusCode() == NOT_FOUND
                ? text(post("experiments/create", object().put("name", name)), "/experiment_id")
                : text(JSON.readTree(TrackingServer.body(found)), "/experiment/experiment_id");
    }

    /**
     * Calls {@code method} with {@code body}.
     *
     * @throws IOException if there is no answer in time, or an error status
     */
    JsonNode post(String method, ObjectNode body) throws IOException {
        return JSON.readTree(server.post(METHODS + method, body.toString()));
    }

    /** Returns the text at {@code pointer} of an answer. */
    static String text(JsonNode answer, String pointer) throws IOException {
        JsonNode value = answer.at(pointer);
        if (!value.isValueNode()) {
            throw new IOException(
                    "expected %s in the answer, found %s".formatted(pointer, TrackingServer.shown(answer.toString())));
        }
        return value.asText();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
