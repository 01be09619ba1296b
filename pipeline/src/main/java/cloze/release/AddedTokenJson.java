package cloze.release;

import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of an added token in the files of a tokenizer. */
final class AddedTokenJson {
    private AddedTokenJson() {}

    /**
     * Reads an added token: an object, or the content of a special token alone.
     *
     * @param origin name of the file, for messages
     * @throws InvalidInputException if it is neither, or this program does not support it
     */
    static AddedToken read(JsonNode json, String origin) {
        if (json.isTextual()) {
            return read(json.asText(), origin);
        }
        boolean special = flag(json, "special", false, origin);
        return new AddedToken(
                requireFindable(json.path("content").asText(""), origin),
                flag(json, "single_word", false, origin),
                flag(json, "lstrip", false, origin),
                flag(json, "rstrip", false, origin),
                flag(json, "normalized", !special, origin),
                special);
    }

    /** Reads a special token of which only the content is known. */
    static AddedToken read(String content, String origin) {
        return AddedToken.special(requireFindable(content, origin));
    }

    private static boolean flag(JsonNode json, String key, boolean absent, String origin) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new InvalidInputException("%s: expected %s of added token %s to be true or false, found %s"
                    .formatted(
                            origin,
                            key,
                            UntrustedJson.shortened(json.path("content")),
                            UntrustedJson.shortened(value)));
        }
        return value.asBoolean();
    }

    /** White space at an end would compete for it with the neighbours' lstrip and rstrip. */
    private static String requireFindable(String content, String origin) {
        if (content.isEmpty()
                || !content.equals(content.strip())
                || content.indexOf('\n') >= 0
                || !UntrustedJson.isUnicode(content)) {
            throw new InvalidInputException(
                    "%s: expected added tokens with content, without white space at its ends, without line breaks and without halves of characters, found \"%s\""
                            .formatted(origin, content.replace("\n", "\\n")));
        }
        return content;
    }

    /** Writes {@code token} into {@code json}. */
    static ObjectNode write(AddedToken token, ObjectNode json) {
        return json.put("content", token.content())
                .put("single_word", token.singleWord())
                .put("lstrip", token.lstrip())
                .put("rstrip", token.rstrip())
                .put("normalized", token.normalized())
                .put("special", token.special());
    }
}
