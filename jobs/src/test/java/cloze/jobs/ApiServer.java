package cloze.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of the Kubernetes API that Spark uses, over plain HTTP: create, read, list, watch, replace, patch (JSON patch, merge patch and server-side
 * apply), delete, and delete a collection, of namespaced objects of the core group and of network policies.
 */
final class ApiServer implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile(
            "(/(?:api|apis/networking[.]k8s[.]io)/v1/namespaces/[^/]+/([a-z]+))(?:/([^/]+))?(?:/status)?");

    private static final long PATIENCE_MILLISECONDS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiObjects objects = new ApiObjects();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * @param kind of its objects, in the plural, such as pods
     * @param name null for the whole collection
     */
    private record Place(String collection, String kind, String name) {}

    private ApiServer(HttpServer server) {
        this.server = server;
    }

    static ApiServer start() throws IOException {
        var api = new ApiServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::handle);
        api.server.start();
        return api;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = query(exchange);
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches()) {
                ApiAnswer.failure(404, "NotFound").send(exchange);
                return;
            }
            var place = new Place(path.group(1), path.group(2), path.group(3));
            if (!Boolean.parseBoolean(query.get("watch"))) {
                answer(exchange, place, query).send(exchange);
            } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // Clients try a web socket first, and this answer makes them take HTTP.
                ApiAnswer.failure(503, "ServiceUnavailable").send(exchange);
            } else {
                watch(exchange, place, query);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String text = exchange.getRequestURI().getRawQuery();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            String[] words = pair.split("=", 2);
            query.put(words[0], words.length == 1 ? "" : URLDecoder.decode(words[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private ApiAnswer answer(HttpExchange exchange, Place place, Map<String, String> query) throws IOException {
        ApiSelector selector = ApiSelector.of(query);
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        // One writer at a time: a patch reads and stores.
        synchronized (objects) {
            return switch (exchange.getRequestMethod()) {
                case "GET" -> place.name() == null ? list(place, selector) : found(place);
                case "POST" -> create(place, body);
                case "PUT" -> objects.find(place.collection(), place.name()).isEmpty()
                        ? ApiAnswer.failure(404, "NotFound")
                        : new ApiAnswer(200, objects.store(place.collection(), (ObjectNode) body));
                case "PATCH" -> patch(place, exchange.getRequestHeaders().getFirst("Content-Type"), body);
                case "DELETE" -> delete(place, selector);
                default -> ApiAnswer.failure(405, "MethodNotAllowed");
            };
        }
    }

    private ApiAnswer found(Place place) {
        return objects.find(place.collection(), place.name())
                .map(object -> new ApiAnswer(200, object))
                .orElseGet(() -> ApiAnswer.failure(404, "NotFound"));
    }

    private ApiAnswer list(Place place, ApiSelector selector) {
        ObjectNode list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        list.withObject("/metadata").put("resourceVersion", Integer.toString(objects.version()));
        ArrayNode items = list.putArray("items");
        objects.list(place.collection()).stream().filter(selector::matches).forEach(items::add);
        return new ApiAnswer(200, list);
    }

    private ApiAnswer create(Place place, JsonNode body) {
        return objects.find(place.collection(), ApiObjects.name(body)).isPresent()
                ? ApiAnswer.failure(409, "AlreadyExists")
                : new ApiAnswer(201, objects.store(place.collection(), (ObjectNode) body));
    }

    private ApiAnswer patch(Place place, String type, JsonNode patch) {
        boolean isApply = type.toLowerCase(Locale.ROOT).contains("apply-patch");
        JsonNode before = objects.find(place.collection(), place.name()).orElse(null);
        if (before == null) {
            return isApply ? create(place, patch) : ApiAnswer.failure(404, "NotFound");
        }
        JsonNode after = patch.isArray() ? JsonPatch.apply(patch, before.deepCopy()) : merged(before, patch);
        return new ApiAnswer(200, objects.store(place.collection(), (ObjectNode) after));
    }

    /** As RFC 7396 says. */
    private static JsonNode merged(JsonNode before, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode after = before.isObject() ? before.deepCopy() : JSON.createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                after.remove(field.getKey());
            } else {
                after.set(field.getKey(), merged(after.path(field.getKey()), field.getValue()));
            }
        });
        return after;
    }

    private ApiAnswer delete(Place place, ApiSelector selector) {
        if (place.name() != null
                && objects.find(place.collection(), place.name()).isEmpty()) {
            return ApiAnswer.failure(404, "NotFound");
        }
        objects.list(place.collection()).stream()
                .filter(object -> place.name() == null
                        ? selector.matches(object)
                        : place.name().equals(ApiObjects.name(object)))
                .map(ApiObjects::name)
                .forEach(name -> objects.delete(place.collection(), name));
        return ApiAnswer.success();
    }

    /** Writes a line for each change until the client goes away or its time is over. */
    private void watch(HttpExchange exchange, Place place, Map<String, String> query)
            throws IOException, InterruptedException {
        ApiSelector selector = ApiSelector.of(query);
        String given = query.getOrDefault("resourceVersion", "");
        // Without a version, what there is comes first: the last change of each object that is not deleted.
        boolean isFromNow = given.isEmpty() || given.equals("0");
        int now = objects.version();
        int version = isFromNow ? 0 : Integer.parseInt(given);
        long end = System.nanoTime() + 1_000_000_000L * Long.parseLong(query.getOrDefault("timeoutSeconds", "3600"));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        while (!threads.isShutdown() && System.nanoTime() < end) {
            for (ApiObjects.Change change : objects.after(version, PATIENCE_MILLISECONDS)) {
                version = change.version();
                boolean isOld = isFromNow && change.version() <= now && !objects.isLast(change);
                if (!isOld && change.collection().equals(place.collection()) && selector.matches(change.object())) {
                    ObjectNode event = JSON.createObjectNode().put("type", change.type());
                    event.set("object", change.object());
                    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
