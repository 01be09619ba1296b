package cloze.corpus;

/** What a reader found at one place of a file: a document, or a row that is none. */
sealed interface ReadResult {
    /**
     * A document.
     *
     * @param text never blank
     * @param sourceId value of the id column; empty where there is none
     */
    record Text(String text, String sourceId) implements ReadResult {}

    /**
     * A row that is no document.
     *
     * @param reason why
     * @param detail where it is, and what is wrong with it
     */
    record Rejected(RejectionReason reason, String detail) implements ReadResult {}

    /** {@code text}, unless it is blank. */
    static ReadResult text(String text, String sourceId, PlainText.Place place) {
        return PlainText.isBlank(text)
                ? new Rejected(RejectionReason.BLANK_TEXT, place.describe(0))
                : new Text(text, sourceId);
    }
}
