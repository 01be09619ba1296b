package cloze.vocabulary;

/**
 * A word and its number of occurrences.
 *
 * @param word as split by the basic tokenizer
 * @param count at least 1
 */
record WordCount(String word, long count) {}
