package cloze.corpus.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A field of a JSON object that is named by its key or by a path of keys with dots between them. Where several fields
 * fit, the one with the fewest keys counts, so a key that contains a dot wins over a path. Of equal keys the last one
 * counts, as in Python and JavaScript.
 */
final class NamedField {
    private static final int NOWHERE = -1;

    private final String name;
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private String value = "";
    private int keys = Integer.MAX_VALUE;

    /**
     * @param name key or path; empty for a field that no object has
     */
    NamedField(String name) {
        this.name = name;
    }

    /** Returns the kind of the value; {@link JsonToken#NOT_AVAILABLE} if there is none. */
    JsonToken token() {
        return token;
    }

    /** Returns a string without quotes, or a number as written; empty for other kinds of values. */
    String value() {
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
        boolean leads =
                from != NOWHERE && dot < name.length() && name.charAt(dot) == '.' && name.startsWith(key, from);
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
