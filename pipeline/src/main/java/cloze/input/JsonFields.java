package cloze.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;

/** The values of some fields of the JSON object on a line. Other fields are skipped, however long or deep they are. */
public final class JsonFields {
    private static final JsonFactory JSON = JsonFactory.builder()
            // Jackson's default limits protect servers; a text may be longer.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
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
        try (JsonParser parser = JSON.createParser(line)) {
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
