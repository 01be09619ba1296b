package cloze.corpus.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/**
 * Parses a line of a JSON-lines file: an object with a string under the text's name and optionally an id under another.
 * Other fields are skipped; a blank line yields nothing.
 */
final class JsonLine implements LineDocuments.Syntax {
    private static final int SHOWN_CHARS = 60;

    private static final JsonFactory JSON = JsonFactory.builder()
            // Jackson's default limit of 20 million characters protects servers; a document may be longer.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String column;
    private final String idColumn;

    /**
     * @param idColumn name of the id field; empty for none
     */
    JsonLine(String column, String idColumn) {
        this.column = column;
        this.idColumn = idColumn;
    }

    @Override
    public Optional<ReadResult> read(String line, PlainText.Place place) throws InvalidTextException {
        return PlainText.isBlank(line) ? Optional.empty() : Optional.of(readObject(line, place));
    }

    private ReadResult readObject(String line, PlainText.Place place) throws InvalidTextException {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(line, place, "is not a JSON object");
            }
            Optional<String> text = Optional.empty();
            boolean isNull = false;
            String id = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(column)) {
                    isNull = value == JsonToken.VALUE_NULL;
                    text = isNull ? Optional.empty() : Optional.of(text(parser, line, place));
                } else if (name.equals(idColumn)) {
                    id = id(parser, line, place);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw malformed(line, place, "has more than one JSON object");
            }
            if (isNull) {
                return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0));
            }
            return ReadResult.text(
                    text.orElseThrow(() -> malformed(line, place, "has no \"%s\"".formatted(column))), id, place);
        } catch (JsonParseException e) {
            throw new InvalidTextException(
                    RejectionReason.INVALID_JSON,
                    message(line, place, "is not JSON (%s)".formatted(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory cannot fail to be read", e);
        }
    }

    private String text(JsonParser parser, String line, PlainText.Place place)
            throws IOException, InvalidTextException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(
                    line,
                    place,
                    "has a %s as \"%s\", expected a string".formatted(kind(parser.currentToken()), column));
        }
        return PlainText.withLineFeeds(parser.getText());
    }

    private String id(JsonParser parser, String line, PlainText.Place place) throws IOException, InvalidTextException {
        JsonToken value = parser.currentToken();
        if (value == JsonToken.VALUE_NULL) {
            return "";
        }
        if (!value.isScalarValue()) {
            throw malformed(
                    line, place, "has a %s as \"%s\", expected a string or a number".formatted(kind(value), idColumn));
        }
        return parser.getText();
    }

    private static String kind(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "list";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            default -> "number";
        };
    }

    private InvalidTextException malformed(String line, PlainText.Place place, String fault) {
        return new InvalidTextException(RejectionReason.INVALID_JSON, message(line, place, fault));
    }

    private String message(String line, PlainText.Place place, String fault) {
        String shown = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
        return "%s: the line %s. It reads: %s. Each line must be an object such as {\"%s\": \"...\"}; corpus.text-column names the text, and corpus.format = text reads plain text"
                .formatted(place.describe(0), fault, shown, column);
    }
}
