package cloze.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the metadata of a model card against a schema: the part of JSON Schema that the schema uses (type, enum,
 * pattern of the whole text, required, properties without others, items).
 *
 * @param schema the schema
 */
record CardSchema(JsonNode schema) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FENCE = "---\n";

    static CardSchema read() throws IOException {
        try (InputStream file = CardSchema.class.getResourceAsStream("/cloze/artifact/model-card.schema.json")) {
            return new CardSchema(JSON.readTree(file));
        }
    }

    /** Reads the metadata of a card whose values are JSON, one field per line. */
    static ObjectNode metadata(String card) throws IOException {
        if (!card.startsWith(FENCE)) {
            throw new IOException("no metadata at the head of the card");
        }
        String block = card.substring(FENCE.length(), card.indexOf("\n" + FENCE, FENCE.length()));
        ObjectNode fields = JSON.createObjectNode();
        for (String line : block.lines().toList()) {
            int colon = line.indexOf(": ");
            fields.set(line.substring(0, colon), JSON.readTree(line.substring(colon + 2)));
        }
        return fields;
    }

    /** Returns all faults of {@code metadata}. */
    List<String> faults(JsonNode metadata) {
        List<String> faults = new ArrayList<>();
        check(schema, metadata, "card", faults);
        return faults;
    }

    private static void check(JsonNode rule, JsonNode value, String place, List<String> faults) {
        if (!isOfType(rule.path("type").asText(), value)) {
            faults.add("%s: no %s".formatted(place, rule.path("type").asText()));
            return;
        }
        if (rule.has("enum") && !contains(rule.get("enum"), value)) {
            faults.add("%s: unknown value %s".formatted(place, value));
        }
        if (rule.has("pattern") && !value.asText().matches(rule.get("pattern").asText())) {
            faults.add("%s: not of the form %s".formatted(place, rule.get("pattern")));
        }
        rule.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add("%s: lacks %s".formatted(place, name.asText()));
            }
        });
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(rule.get("items"), value.get(i), "%s[%d]".formatted(place, i), faults);
        }
        value.fields().forEachRemaining(field -> {
            String inside = place + "." + field.getKey();
            if (rule.path("properties").has(field.getKey())) {
                check(rule.get("properties").get(field.getKey()), field.getValue(), inside, faults);
            } else {
                faults.add(inside + ": unknown field");
            }
        });
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isTextual() && !value.asText().isEmpty();
        };
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode one : allowed) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
