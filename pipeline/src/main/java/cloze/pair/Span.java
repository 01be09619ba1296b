package cloze.pair;

/**
 * A stretch of a document's tokens.
 *
 * @param from offset of its first token
 * @param to offset behind its last token
 */
record Span(int from, int to) {
    int length() {
        return to - from;
    }
}
