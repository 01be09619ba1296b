package cloze.pair;

/**
 * A range of a document's tokens.
 *
 * @param from offset of the first token
 * @param to offset after the last token
 */
record Span(int from, int to) {
    int length() {
        return to - from;
    }
}
