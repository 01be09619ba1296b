package cloze.vocabulary;

import java.util.Arrays;

/** Two adjacent pieces: how often they occur in the corpus, and in which words. */
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

    /** Returns a key that is unique to the pair. */
    static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    /** Records that word number {@code word} contains (or contained) this pair. Ignores immediate repetitions. */
    void addWord(int word) {
        if (size > 0 && words[size - 1] == word) {
            return;
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        words[size++] = word;
    }

    /** Returns the recorded words. Some may be listed twice or no longer contain this pair. */
    int[] words() {
        return Arrays.copyOf(words, size);
    }
}
