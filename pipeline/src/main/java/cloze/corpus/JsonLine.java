package cloze.corpus;

import cloze.error.InvalidInputException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;

/** The text in one line of a JSON-lines file: the string under one name of the object that is the line. Other names are skipped. */
final class JsonLine implements LineDocuments.LineText {
    private static final int SHOWN_CHARS = 60;

    private static final JsonFactory JSON = JsonFactory.builder()
            // The default of 20 million characters is there for servers; a document may be a whole book series.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String column;

    JsonLine(String column) {
        this.column = column;
    }

    @Override
    public String read(String line, PlainText.Place place) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(line, place, "is not a JSON object");
            }
            Optional<String> text = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isText = parser.currentName().equals(column);
                JsonToken value = parser.nextToken();
                if (!isText) {
                    parser.skipChildren();
                } else if (value == JsonToken.VALUE_STRING) {
                    text = Optional.of(PlainText.withLineFeeds(parser.getText()));
                } else {
                    throw malformed(
                            line, place, "has a %s as \"%s\", expected a string".formatted(kind(value), column));
                }
            }
            if (parser.nextToken() != null) {
                throw malformed(line, place, "has more than one JSON object");
            }
            return text.orElseThrow(() -> malformed(line, place, "has no \"%s\"".formatted(column)));
        } catch (JsonParseException e) {
            throw new InvalidInputException(
                    message(line, place, "is not JSON (%s)".formatted(e.getOriginalMessage())), e);
        } catch (IOException e) {
            throw new IllegalStateException("a line in memory cannot fail to be read", e);
        }
    }

    private static String kind(JsonToken value) {
        return switch (value) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "list";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            default -> "number";
        };
    }

    private InvalidInputException malformed(String line, PlainText.Place place, String fault) {
        return new InvalidInputException(message(line, place, fault));
    }

    private String message(String line, PlainText.Place place, String fault) {
        String shown = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
        return "%s: the line %s. It reads: %s. Each line must be an object such as {\"%s\": \"...\"}; corpus.text-column names the text, and corpus.format = text reads plain text."
                .formatted(place.describe(0), fault, shown, column);
    }
}
