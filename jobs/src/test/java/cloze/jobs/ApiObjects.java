package cloze.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What an API server of Kubernetes stores: objects by their path, and all changes of them, whose number is the resource version. */
final class ApiObjects {
    private final SortedMap<String, ObjectNode> objects = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    /**
     * @param version of the object after the change
     * @param type ADDED, MODIFIED or DELETED
     * @param collection the path without the object's name
     */
    record Change(int version, String type, String collection, ObjectNode object) {}

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    synchronized int version() {
        return changes.size();
    }

    synchronized Optional<ObjectNode> find(String collection, String name) {
        return Optional.ofNullable(objects.get(collection + "/" + name));
    }

    synchronized List<ObjectNode> list(String collection) {
        return objects.entrySet().stream()
                .filter(entry -> isIn(entry.getKey(), collection))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isIn(String path, String collection) {
        return path.substring(0, path.lastIndexOf('/')).equals(collection);
    }

    /** Stores {@code object} in the place of one of the same name; it keeps the identity that the first got. */
    synchronized ObjectNode store(String collection, ObjectNode object) {
        ObjectNode stored = object.deepCopy();
        String path = collection + "/" + name(stored);
        ObjectNode metadata = stored.withObject("/metadata");
        ObjectNode before = objects.get(path);
        JsonNode identity = before == null ? fresh(stored, collection) : before.get("metadata");
        for (String field : List.of("namespace", "uid", "creationTimestamp")) {
            metadata.set(field, identity.get(field));
        }
        if (before == null && collection.endsWith("/pods")) {
            stored.withObject("/status").put("phase", "Pending");
        }
        metadata.put("resourceVersion", Integer.toString(changes.size() + 1));
        objects.put(path, stored);
        record(before == null ? "ADDED" : "MODIFIED", collection, stored);
        return stored;
    }

    private static ObjectNode fresh(ObjectNode object, String collection) {
        return object.objectNode()
                .put("namespace", collection.split("/", -1)[4])
                .put("uid", UUID.randomUUID().toString())
                .put(
                        "creationTimestamp",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Deletes an object and, as the garbage collector of a cluster, all that it owns. */
    synchronized void delete(String collection, String name) {
        ObjectNode deleted = objects.remove(collection + "/" + name);
        if (deleted == null) {
            return;
        }
        record("DELETED", collection, deleted);
        String uid = deleted.at("/metadata/uid").asText();
        for (Map.Entry<String, ObjectNode> other : List.copyOf(objects.entrySet())) {
            for (JsonNode owner : other.getValue().at("/metadata/ownerReferences")) {
                if (owner.path("uid").asText().equals(uid)) {
                    String path = other.getKey();
                    delete(path.substring(0, path.lastIndexOf('/')), name(other.getValue()));
                }
            }
        }
    }

    private void record(String type, String collection, ObjectNode object) {
        changes.add(new Change(changes.size() + 1, type, collection, object));
        notifyAll();
    }

    /** Whether an object is what {@code change} made of it. */
    synchronized boolean isLast(Change change) {
        return change.object().equals(objects.get(change.collection() + "/" + name(change.object())))
                && !change.type().equals("DELETED");
    }

    /** The changes after {@code version}; waits for one, but not for long. */
    synchronized List<Change> after(int version, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000 * milliseconds;
        for (long left = milliseconds; changes.size() == version && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return List.copyOf(changes.subList(version, changes.size()));
    }
}
