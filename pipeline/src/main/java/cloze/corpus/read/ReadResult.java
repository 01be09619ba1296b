package cloze.corpus.read;

import cloze.input.WhiteSpace;

/** What a reader found at one place of a file: a document or a rejected row. */
sealed interface ReadResult {
    /**
     * A document.
     *
     * @param text never blank
     * @param sourceId value of the id column; empty if there is none
     */
    record Text(String text, String sourceId) implements ReadResult {}

    /**
     * A row that is not a document.
     *
     * @param reason category of the rejection
     * @param detail where the row is and what is wrong with it
     */
    record Rejected(RejectionReason reason, String detail) implements ReadResult {}

    /** Returns {@code text} as a document, or as rejected if it is blank. */
    static ReadResult text(String text, String sourceId, PlainText.Place place) {
        return WhiteSpace.isEmptied(text)
                ? new Rejected(RejectionReason.BLANK_TEXT, place.describe(0))
                : new Text(text, sourceId);
    }
}
