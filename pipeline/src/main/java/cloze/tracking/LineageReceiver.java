package cloze.tracking;

import cloze.config.TrackingConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where lineage events go. */
@FunctionalInterface
interface LineageReceiver {
    /** The path that OpenLineage's clients and Marquez agree on. */
    String ENDPOINT = "/api/v1/lineage";

    /** Receives one event, a line of JSON. */
    void accept(String event) throws IOException;

    /** Returns the receiver that {@code address} names: a server, or else a local file that events are appended to. */
    static LineageReceiver at(String address, Optional<String> authorization) {
        return TrackingConfig.isServer(address)
                ? new Server(URI.create(address.replaceAll("/+$", "") + ENDPOINT), authorization)
                : new Appended(Path.of(address));
    }

    /**
     * A file with one event per line.
     *
     * @param file is made, with its folders, if it is not there
     */
    record Appended(Path file) implements LineageReceiver {
        @Override
        public void accept(String event) throws IOException {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, List.of(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /**
     * A server with OpenLineage's interface, such as Marquez.
     *
     * @param endpoint address of its endpoint
     * @param authorization value of the Authorization header; if empty, the header is omitted
     */
    record Server(URI endpoint, Optional<String> authorization) implements LineageReceiver {
        private static final Duration PATIENCE = Duration.ofSeconds(5);
        private static final int SUCCESS = 2;

        @Override
        public void accept(String event) throws IOException {
            var request = HttpRequest.newBuilder(endpoint)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(event));
            authorization.ifPresent(value -> request.header("Authorization", value));
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
            try {
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() / 100 != SUCCESS) {
                    throw new IOException("status %d: %s".formatted(answer.statusCode(), answer.body()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + endpoint);
            }
        }
    }
}
