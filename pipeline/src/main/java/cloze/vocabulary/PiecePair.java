package cloze.vocabulary;

import java.util.Arrays;

/** Two pieces side by side: how often they are in the corpus, and in which words. */
final class PiecePair {
    final int left;
    final int right;
    long count;
    private int[] words = new int[4];
    private int size;

    PiecePair(int left, int right) {
        this.left = left;
        this.right = right;
    }

    /** The key of a pair: unlike pairs have unlike keys. */
    static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    /** Notes that word number {@code word} has (or had) this pair; one noted twice in a row counts once. */
    void addWord(int word) {
        if (size > 0 && words[size - 1] == word) {
            return;
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        words[size++] = word;
    }

    /** The words noted, some perhaps twice or no longer with this pair. */
    int[] words() {
        return Arrays.copyOf(words, size);
    }
}
