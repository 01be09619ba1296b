package cloze.input.field;

import cloze.input.JsonParsers;
import cloze.input.WhiteSpace;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Parses a line of a JSON-lines file: an object of which some fields are read. Other fields are skipped, however long or
 * deep they are.
 *
 * <p>Beyond the JSON standard, {@code NaN} and {@code Infinity} are numbers, because Python writes them, and a
 * byte-order mark before the object is skipped, because concatenated files contain it.
 */
public final class JsonFields {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private JsonFields() {}

    /**
     * Reads {@code fields}, which are new, from {@code line}; returns false if the line is blank.
     *
     * @throws InvalidJsonException if the line is not one object
     */
    public static boolean read(String line, NamedField... fields) throws InvalidJsonException {
        String object = !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
        if (WhiteSpace.isBlank(object)) {
            return false;
        }
        try (JsonParser parser = JsonParsers.FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidJsonException("is not a JSON object");
            }
            int[] starts = Arrays.stream(fields).mapToInt(NamedField::start).toArray();
            readObject(parser, fields, starts, 0);
            if (parser.nextToken() != null) {
                throw new InvalidJsonException("has more than one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidJsonException("is not JSON (%s)".formatted(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory cannot fail to be read", e);
        }
        return true;
    }

    /**
     * Reads to the end of an object. Its depth is at most the number of dots in a name.
     *
     * @param from where the names of the fields begin in this object
     */
    private static void readObject(JsonParser parser, NamedField[] fields, int[] from, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            for (int i = 0; i < fields.length; i++) {
                fields[i].offer(key, from[i], depth, parser);
            }
            if (value == JsonToken.START_OBJECT && leadsOn(key, fields, from)) {
                int[] within = new int[fields.length];
                for (int i = 0; i < fields.length; i++) {
                    within[i] = fields[i].within(key, from[i]);
                }
                readObject(parser, fields, within, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Returns whether a field may be within the value of {@code key}. */
    private static boolean leadsOn(String key, NamedField[] fields, int[] from) {
        for (int i = 0; i < fields.length; i++) {
            if (NamedField.isSomewhere(fields[i].within(key, from[i]))) {
                return true;
            }
        }
        return false;
    }
}
