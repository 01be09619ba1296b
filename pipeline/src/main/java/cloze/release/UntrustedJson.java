package cloze.release;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON that may be malicious, as a tree of values, never into objects. */
final class UntrustedJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Longest value shown in a message, in characters. */
    private static final int LONGEST_SHOWN = 100;

    private UntrustedJson() {}

    /**
     * Parses {@code bytes} as an object.
     *
     * @throws CorruptArtifactException if they are not an object, or a key occurs twice
     */
    static ObjectNode object(byte[] bytes, String origin) {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new CorruptArtifactException("%s: expected a JSON object, found none".formatted(origin));
        } catch (JsonProcessingException e) {
            throw new CorruptArtifactException(
                    "%s: expected a JSON object, found %s".formatted(origin, e.getOriginalMessage()), e);
        } catch (IOException e) {
            // Jackson guesses UTF-32 from the first bytes, and finds out later.
            throw new CorruptArtifactException(
                    "%s: expected a JSON object in UTF-8, found %s".formatted(origin, e.getMessage()), e);
        }
    }

    /** Shortens a value for a message; a file may contain anything. */
    static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Returns whether {@code text} can be written as UTF-8. An escape in JSON may stand for half a character. */
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    static ObjectNode empty() {
        return JSON.createObjectNode();
    }

    /** Formats with line breaks, including a final one. */
    static String pretty(ObjectNode json) {
        return json.toPrettyString() + "\n";
    }
}
