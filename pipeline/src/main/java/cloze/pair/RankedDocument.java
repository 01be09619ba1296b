package cloze.pair;

/**
 * A document and its rank.
 *
 * @param document its tokens
 * @param rank 0 to n-1 among the n documents of its split
 * @param copies the documents of its text, including itself
 */
record RankedDocument(TokenizedDocument document, long rank, DuplicateRun copies) {}
