package cloze.input.field;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A field of a JSON object that is named by its key or by a path of keys with dots between them. Where several fields
 * fit, the one with the fewest keys counts, so a key that contains a dot wins over a path. Of equal keys the last one
 * counts, as in Python and JavaScript. Half of a surrogate pair in its value is refused, as its bytes in UTF-8 would be.
 */
public final class NamedField {
    private static final int NOWHERE = -1;

    private final String name;
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private String value = "";
    private int keys = Integer.MAX_VALUE;

    /**
     * @param name key or path; empty for a field that no object has
     */
    public NamedField(String name) {
        this.name = name;
    }

    /** Returns whether the object has no such field. */
    public boolean isMissing() {
        return token == JsonToken.NOT_AVAILABLE;
    }

    public boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    /**
     * Returns the value.
     *
     * @throws InvalidJsonException unless it is a string
     */
    public String string() throws InvalidJsonException {
        if (token != JsonToken.VALUE_STRING) {
            throw isNot("a string");
        }
        return unicode();
    }

    /**
     * Returns a string as its content, a number or a boolean as written.
     *
     * @throws InvalidJsonException if it is another value or missing
     */
    public String printed() throws InvalidJsonException {
        if (!token.isScalarValue() || isNull()) {
            throw isNot("a string or a number");
        }
        return unicode();
    }

    private InvalidJsonException isNot(String expected) {
        return new InvalidJsonException(
                isMissing()
                        ? "has no \"%s\"".formatted(name)
                        : "has %s as \"%s\", expected %s".formatted(kind(), name, expected));
    }

    private String kind() {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "a number";
        };
    }

    private String unicode() throws InvalidJsonException {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (Character.isSurrogate(character)) {
                boolean whole = i + 1 < value.length() && Character.isSurrogatePair(character, value.charAt(i + 1));
                if (!whole) {
                    throw new InvalidJsonException(
                            "has half of a surrogate pair (\\u%04x) in \"%s\", expected both halves or none"
                                    .formatted((int) character, name));
                }
                i++;
            }
        }
        return value;
    }

    /** Returns where the name begins in an object that is not within another. */
    int start() {
        return name.isEmpty() ? NOWHERE : 0;
    }

    /**
     * Returns where the rest of the name begins within the value of {@code key}.
     *
     * @param from where {@code key} begins in the name
     */
    int within(String key, int from) {
        int dot = from + key.length();
        boolean leads = from != NOWHERE && dot < name.length() && name.charAt(dot) == '.' && name.startsWith(key, from);
        return leads ? dot + 1 : NOWHERE;
    }

    static boolean isSomewhere(int from) {
        return from != NOWHERE;
    }

    /**
     * Keeps the value at which {@code parser} stands, if it is this field's.
     *
     * @param from where {@code key} begins in the name
     * @param depth number of objects around the object of {@code key}
     */
    void offer(String key, int from, int depth, JsonParser parser) throws IOException {
        boolean fits = from != NOWHERE && key.length() == name.length() - from && name.startsWith(key, from);
        if (fits && depth <= keys) {
            keys = depth;
            token = parser.currentToken();
            value = token.isScalarValue() ? parser.getText() : "";
        }
    }
}
