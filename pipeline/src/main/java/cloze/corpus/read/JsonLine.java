package cloze.corpus.read;

import cloze.input.field.InvalidJsonException;
import cloze.input.field.JsonFields;
import cloze.input.field.NamedField;
import java.util.Optional;

/**
 * Parses a line of a JSON-lines file: an object with a string under the text's name and optionally an id under another.
 * {@link JsonFields} says what is read, and {@link NamedField} what a name may be. A blank line yields nothing. NUL is a
 * character like any other.
 */
final class JsonLine implements LineDocuments.Syntax {
    private static final int SHOWN_CHARS = 60;

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
        var text = new NamedField(column);
        var id = new NamedField(idColumn);
        try {
            if (!JsonFields.read(line, text, id)) {
                return Optional.empty();
            }
            if (text.isNull()) {
                return Optional.of(new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0)));
            }
            String document = PlainText.withLineFeeds(text.string());
            String sourceId = id.isMissing() || id.isNull() ? "" : id.printed();
            return Optional.of(ReadResult.text(document, sourceId, place));
        } catch (InvalidJsonException e) {
            throw new InvalidTextException(RejectionReason.INVALID_JSON, message(line, place, e.getMessage()), e);
        }
    }

    private String message(String line, PlainText.Place place, String fault) {
        String begin = line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
        String shown = begin.replaceAll("\\p{Cntrl}", "\ufffd");
        return "%s: the line %s. It reads: %s. Each line must be an object such as {\"%s\": \"...\"}; corpus.text-column names the text, and corpus.format = text reads plain text"
                .formatted(place.describe(0), fault, shown, column);
    }
}
