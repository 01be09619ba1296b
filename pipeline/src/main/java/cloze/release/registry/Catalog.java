package cloze.release.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All that a registry on an object store holds, and who may change it: one record of its {@link Journal}. Names are
 * relative to the registry's folder.
 *
 * @param number of the record, from 1; 0 before the first
 * @param id unique to the attempt to write the record
 * @param holder the latest lease; empty before the first
 * @param texts content of small files that change: {@code champion} and the predecessors of champions
 * @param complete files and folders that are there as a whole
 * @param pending folders that are being copied, with the folder that they are copied from
 */
record Catalog(
        int number,
        String id,
        Optional<Grant> holder,
        SortedMap<String, String> texts,
        SortedSet<String> complete,
        SortedMap<String, String> pending) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NUMBER = "number";
    private static final String ID = "id";
    private static final String HOLDER = "holder";
    private static final String TEXTS = "texts";
    private static final String COMPLETE = "complete";
    private static final String PENDING = "pending";

    Catalog {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        complete = Collections.unmodifiableSortedSet(new TreeSet<>(complete));
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
    }

    /** Returns the catalog of a registry that nobody has written to. */
    static Catalog empty() {
        return new Catalog(0, "", Optional.empty(), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
    }

    /** Returns the next record, in which {@code grant} is the lease. */
    Catalog next(Grant grant) {
        return new Catalog(number + 1, UUID.randomUUID().toString(), Optional.of(grant), texts, complete, pending);
    }

    Catalog withText(String name, String text) {
        var changed = new TreeMap<>(texts);
        changed.put(name, text);
        return new Catalog(number, id, holder, changed, complete, pending);
    }

    /**
     * Reserves the name {@code folder} for a copy of {@code source}. Nobody may copy anything else there, however late.
     *
     * @throws IOException if it is reserved for another folder, or complete
     */
    Catalog reserved(String folder, String source) throws IOException {
        String known = pending.getOrDefault(folder, "");
        if (complete.contains(folder) || !(known.isEmpty() || known.equals(source))) {
            throw new IOException("%s: expected a free name for a copy of %s, found %s"
                    .formatted(folder, source, known.isEmpty() ? "a folder" : "an unfinished copy of " + known));
        }
        var changed = new TreeMap<>(pending);
        changed.put(folder, source);
        return new Catalog(number, id, holder, texts, complete, changed);
    }

    Catalog completed(String name) {
        var whole = new TreeSet<>(complete);
        whole.add(name);
        var left = new TreeMap<>(pending);
        left.remove(name);
        return new Catalog(number, id, holder, texts, whole, left);
    }

    /** Removes {@code folder} and all in it. */
    Catalog without(String folder) {
        var whole = new TreeSet<>(complete);
        whole.remove(folder);
        var rest = new TreeMap<>(texts);
        rest.keySet().removeIf(name -> name.startsWith(folder + "/"));
        return new Catalog(number, id, holder, rest, whole, pending);
    }

    /** Returns whether {@code name} is complete, or in a complete folder. */
    boolean holds(String name) {
        return texts.containsKey(name)
                || complete.contains(name)
                || complete.stream().anyMatch(folder -> name.startsWith(folder + "/"));
    }

    /** Returns the names directly below {@code folder} of all that is complete. */
    Stream<String> below(String folder) {
        return below(folder, complete);
    }

    /** Returns those names, and those of all that is pending. */
    Stream<String> taken(String folder) {
        return Stream.concat(below(folder), below(folder, pending.keySet()));
    }

    private static Stream<String> below(String folder, Iterable<String> names) {
        var found = new TreeSet<String>();
        for (String name : names) {
            if (name.startsWith(folder + "/")) {
                found.add(name.substring(folder.length() + 1));
            }
        }
        return found.stream();
    }

    String json() {
        ObjectNode json = JSON.createObjectNode().put(NUMBER, number).put(ID, id);
        holder.ifPresent(grant -> json.set(HOLDER, grant.node()));
        json.set(TEXTS, JSON.valueToTree(texts));
        json.set(COMPLETE, JSON.valueToTree(complete));
        json.set(PENDING, JSON.valueToTree(pending));
        return json.toPrettyString() + "\n";
    }

    /** Returns the catalog that {@code text} holds as a whole; empty if it is only the beginning of one. */
    static Optional<Catalog> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.path(PENDING).isObject()
                    || !json.path(COMPLETE).isArray()
                    || !json.path(ID).isTextual()) {
                return Optional.empty();
            }
            Optional<Grant> holder = json.has(HOLDER) ? Optional.of(Grant.of(json.get(HOLDER))) : Optional.empty();
            var complete = new TreeSet<String>();
            json.get(COMPLETE).forEach(name -> complete.add(name.asText()));
            return Optional.of(new Catalog(
                    json.path(NUMBER).asInt(),
                    json.path(ID).asText(),
                    holder,
                    strings(json.path(TEXTS)),
                    complete,
                    strings(json.path(PENDING))));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static SortedMap<String, String> strings(JsonNode json) {
        var strings = new TreeMap<String, String>();
        json.fieldNames()
                .forEachRemaining(name -> strings.put(name, json.path(name).asText()));
        return strings;
    }
}
