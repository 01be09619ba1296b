package cloze.corpus.read;

import cloze.input.JsonFields;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Parses a line of a JSON-lines file: an object with a string under the text's name and optionally an id under another.
 * A name may be a path; see {@link NamedField}. Other fields are skipped whatever their size, and a blank line yields
 * nothing.
 *
 * <p>Beyond the JSON standard, {@code NaN} and {@code Infinity} are numbers, because Python writes them, and a
 * byte-order mark before the object is skipped, because concatenated files contain it. A text or id with half of a
 * surrogate pair is refused, as its bytes in UTF-8 would be. NUL is a character like any other.
 */
final class JsonLine implements LineDocuments.Syntax {
    private static final int SHOWN_CHARS = 60;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String column;
    private final String idColumn;

    /**
     * @param column key or path of the text
     * @param idColumn key or path of the id; empty for none
     */
    JsonLine(String column, String idColumn) {
        this.column = column;
        this.idColumn = idColumn;
    }

    @Override
    public Optional<ReadResult> read(String line, PlainText.Place place) throws InvalidTextException {
        String object = !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
        return PlainText.isBlank(object) ? Optional.empty() : Optional.of(readObject(object, place));
    }

    private ReadResult readObject(String line, PlainText.Place place) throws InvalidTextException {
        var text = new NamedField(column);
        var id = new NamedField(idColumn);
        try (JsonParser parser = JsonFields.PARSERS.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(line, place, "is not a JSON object");
            }
            readFields(parser, text, text.start(), id, id.start(), 0);
            if (parser.nextToken() != null) {
                throw malformed(line, place, "has more than one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidTextException(
                    RejectionReason.INVALID_JSON,
                    message(line, place, "is not JSON (%s)".formatted(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory cannot fail to be read", e);
        }
        if (text.token() == JsonToken.VALUE_NULL) {
            return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0));
        }
        return ReadResult.text(text(text, line, place), id(id, line, place), place);
    }

    /**
     * Reads to the end of an object in which the names begin at {@code textFrom} and {@code idFrom}. Its depth is at
     * most the number of dots in a name.
     */
    private static void readFields(
            JsonParser parser, NamedField text, int textFrom, NamedField id, int idFrom, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            text.offer(key, textFrom, depth, parser);
            id.offer(key, idFrom, depth, parser);
            int textWithin = text.within(key, textFrom);
            int idWithin = id.within(key, idFrom);
            if (value == JsonToken.START_OBJECT
                    && (NamedField.isSomewhere(textWithin) || NamedField.isSomewhere(idWithin))) {
                readFields(parser, text, textWithin, id, idWithin, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    private String text(NamedField text, String line, PlainText.Place place) throws InvalidTextException {
        if (text.token() == JsonToken.NOT_AVAILABLE) {
            throw malformed(line, place, "has no \"%s\"".formatted(column));
        }
        if (text.token() != JsonToken.VALUE_STRING) {
            throw malformed(line, place, "has %s as \"%s\", expected a string".formatted(kind(text.token()), column));
        }
        return PlainText.withLineFeeds(unicode(text, column, line, place));
    }

    private String id(NamedField id, String line, PlainText.Place place) throws InvalidTextException {
        JsonToken value = id.token();
        if (value == JsonToken.NOT_AVAILABLE || value == JsonToken.VALUE_NULL) {
            return "";
        }
        if (!value.isScalarValue()) {
            throw malformed(
                    line, place, "has %s as \"%s\", expected a string or a number".formatted(kind(value), idColumn));
        }
        return unicode(id, idColumn, line, place);
    }

    /** Returns the value, which must not have half of a surrogate pair. */
    private String unicode(NamedField field, String name, String line, PlainText.Place place)
            throws InvalidTextException {
        String value = field.value();
        // The line was decoded from UTF-8, which has no halves. Only an escape makes one.
        if (line.contains("\\ud") || line.contains("\\uD")) {
            OptionalInt surrogate = value.codePoints()
                    .filter(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                    .findFirst();
            if (surrogate.isPresent()) {
                throw malformed(
                        line,
                        place,
                        "has half of a surrogate pair (\\u%04x) in \"%s\", expected both halves or none"
                                .formatted(surrogate.getAsInt(), name));
            }
        }
        return value;
    }

    private static String kind(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "a number";
        };
    }

    private InvalidTextException malformed(String line, PlainText.Place place, String fault) {
        return new InvalidTextException(RejectionReason.INVALID_JSON, message(line, place, fault));
    }

    private String message(String line, PlainText.Place place, String fault) {
        String begin = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
        String shown = begin.replaceAll("\\p{Cntrl}", "\ufffd");
        return "%s: the line %s. It reads: %s. Each line must be an object such as {\"%s\": \"...\"}; corpus.text-column names the text, and corpus.format = text reads plain text"
                .formatted(place.describe(0), fault, shown, column);
    }
}
