package cloze.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.List;

/** The values of some fields of the JSON object on a line. Other fields are skipped, however long or deep they are. */
public final class JsonFields {
    /** For each level of nesting the parser keeps about 100 bytes. */
    private static final int MOST_LEVELS = 1_000_000;

    /**
     * Parses what users hand in, as Python writes it too: {@code NaN} and {@code Infinity} are numbers. Jackson's default
     * limits protect servers. A text may be longer, and what is skipped may be of any length.
     */
    public static final JsonFactory PARSERS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(MOST_LEVELS)
                    .build())
            // Keys may be data, such as words with their counts: too many to intern, and their hashes may be equal.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final List<String> names;

    public JsonFields(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * Returns the values in the order of the names: a string as its content, a number or a boolean as written, null
     * where a field is missing or null.
     *
     * @throws IllegalArgumentException if the line is not one object, or a value is an object or an array; the message
     *     continues a sentence that begins with the place
     */
    public String[] read(String line) {
        String[] values = new String[names.size()];
        try (JsonParser parser = PARSERS.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                int index = names.indexOf(parser.currentName());
                JsonToken value = parser.nextToken();
                if (index < 0) {
                    parser.skipChildren();
                } else if (value.isScalarValue()) {
                    values[index] = value == JsonToken.VALUE_NULL ? null : parser.getText();
                } else {
                    throw new IllegalArgumentException(
                            "expected a string as %s, found an object or an array".formatted(names.get(index)));
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("expected one JSON object, found more behind it");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected a JSON object, found other text (%s)".formatted(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory cannot fail to be read", e);
        }
        return values;
    }
}
