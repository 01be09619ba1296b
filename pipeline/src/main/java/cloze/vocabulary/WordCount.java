package cloze.vocabulary;

/**
 * A word and how often it occurs.
 *
 * @param word as the basic tokenizer cuts it
 * @param count at least 1
 */
record WordCount(String word, long count) {}
