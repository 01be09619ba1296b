package cloze.pair;

/**
 * The documents of one text: copies have ranks that follow each other.
 *
 * @param first rank of the first of them
 * @param count how many, at least 1
 */
record DuplicateRun(long first, long count) {}
