package cloze.pair;

/**
 * The documents with the same text; their ranks are consecutive.
 *
 * @param first the lowest of these ranks
 * @param count number of documents, at least 1
 */
record DuplicateRun(long first, long count) {}
