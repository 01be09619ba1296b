package cloze.corpus.read;

import cloze.input.InvalidUtf8Exception;
import cloze.input.Utf8;
import cloze.input.WhiteSpace;

/** The document of a row that Spark has read, by the rules for rows of files. */
final class TableRow {
    private TableRow() {}

    /**
     * @param text bytes of the text; null if it has none
     * @param id the user's own id; empty if there is none
     * @param source name of the table
     */
    static ReadResult read(byte[] text, String id, String source, ReadRules rules) {
        String place = "%s, %s".formatted(source, id.isEmpty() ? "a row" : "row with id " + id);
        if (text == null) {
            return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place);
        }
        try {
            String decoded = PlainText.withLineFeeds(Utf8.decode(text, 0, text.length));
            return WhiteSpace.isEmptied(decoded)
                    ? new ReadResult.Rejected(RejectionReason.BLANK_TEXT, place)
                    : new ReadResult.Text(decoded, id);
        } catch (InvalidUtf8Exception e) {
            return rules.handle(new InvalidTextException(
                    RejectionReason.INVALID_UTF8,
                    "%s, byte %d of its text: %s".formatted(place, e.index(), e.getMessage()),
                    e));
        }
    }
}
