package cloze.release;

import cloze.error.InvalidInputException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects what in a JSON file is not as this program needs it, to report all of it at once. */
final class Expectations {
    private final String origin;
    private final List<String> faults = new ArrayList<>();

    /**
     * @param origin name of the file, for messages
     */
    Expectations(String origin) {
        this.origin = origin;
    }

    String origin() {
        return origin;
    }

    /** Checks a key. An absent key has the required value by default. */
    void require(JsonNode json, String key, String expected, Predicate<JsonNode> rule) {
        if (json.has(key) && !rule.test(json.get(key))) {
            fault("%s = %s: expected %s".formatted(key, UntrustedJson.shortened(json.get(key)), expected));
        }
    }

    /** Checks a key whose null means the default. */
    void requireOrNull(JsonNode json, String key, String expected, Predicate<JsonNode> rule) {
        require(json, key, expected, value -> value.isNull() || rule.test(value));
    }

    void fault(String fault) {
        faults.add(fault);
    }

    /**
     * Ends the checks.
     *
     * @param described what the file describes, for the message
     * @throws InvalidInputException with all faults, if there are any
     */
    void hold(String described) {
        if (!faults.isEmpty()) {
            throw new InvalidInputException("%s describes %s that is not supported: %s"
                    .formatted(origin, described, String.join("; ", faults)));
        }
    }
}
