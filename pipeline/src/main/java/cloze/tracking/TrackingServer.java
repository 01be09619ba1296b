package cloze.tracking;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** An HTTP server that takes JSON. Credentials are sent to this server only: redirects are not followed. */
final class TrackingServer {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int SUCCESS = 2;
    private static final int SHOWN = 200;

    private final String address;
    private final Optional<String> authorization;
    private final HttpClient client;

    /**
     * @param address without a path, or with the path below which the server answers
     * @param authorization value of the Authorization header; if empty, the header is omitted
     */
    TrackingServer(String address, Optional<String> authorization) {
        this.address = address.replaceAll("/+$", "");
        this.authorization = authorization;
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /** Returns the answer to a request for {@code path}, whatever its status. */
    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    /**
     * Returns the answer to {@code json}.
     *
     * @throws IOException if there is no answer in time, or an error status
     */
    String post(String path, String json) throws IOException {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        return body(answer);
    }

    /**
     * Returns the content of an answer.
     *
     * @throws IOException if it has an error status
     */
    static String body(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != SUCCESS) {
            throw new IOException(
                    "%s: status %d: %s".formatted(answer.uri(), answer.statusCode(), shown(answer.body())));
        }
        return answer.body();
    }

    /** Returns the beginning of an answer, for messages. */
    static String shown(String answer) {
        return answer.length() <= SHOWN ? answer : answer.substring(0, SHOWN) + "...";
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER);
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

    @Override
    public String toString() {
        return address;
    }
}
