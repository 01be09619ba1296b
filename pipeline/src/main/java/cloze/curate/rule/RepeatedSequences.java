package cloze.curate.rule;

import cloze.random.Seeds;
import java.util.Arrays;

/**
 * The sequences of consecutive words that occur more than once in a text. A sequence that repeats begins with a shorter one
 * that repeats, so each length looks only at what the length before it found. Not thread-safe.
 */
final class RepeatedSequences {
    private static final long MULTIPLIER = Seeds.MIX_1;

    /** Hash of the first words of the text, by their number. */
    private final long[] prefixes;

    private int length;
    private Repeats found;

    /** @param words hashes of the words of a text, in their order */
    RepeatedSequences(long[] words) {
        prefixes = new long[words.length + 1];
        for (int word = 0; word < words.length; word++) {
            prefixes[word + 1] = prefixes[word] * MULTIPLIER + words[word];
        }
    }

    /** Occurrences of sequences that occur more than once, in the order of the text. */
    static final class Repeats {
        private final int[] firstWords;
        private final int[] ordinals;

        private Repeats(int[] firstWords, int[] ordinals) {
            this.firstWords = firstWords;
            this.ordinals = ordinals;
        }

        int size() {
            return firstWords.length;
        }

        /** The word that an occurrence begins with. */
        int firstWord(int occurrence) {
            return firstWords[occurrence];
        }

        /** 1 for the first occurrence of a sequence, 2 for the second, and so on. */
        int ordinal(int occurrence) {
            return ordinals[occurrence];
        }
    }

    /** Returns those of {@code words} words. Fast if called with growing numbers. */
    Repeats of(int words) {
        if (found == null || words < length) {
            found = repeats(allWords(), words);
        } else if (words > length) {
            found = repeats(found.firstWords, words);
        }
        length = words;
        return found;
    }

    private int[] allWords() {
        int[] all = new int[prefixes.length - 1];
        Arrays.setAll(all, word -> word);
        return all;
    }

    /** Returns those of {@code words} words that begin with one of {@code candidates}. */
    private Repeats repeats(int[] candidates, int words) {
        // Open addressing, at most half full: much faster than a map of boxed numbers.
        int slots = Integer.highestOneBit(Math.max(1, candidates.length)) << 2;
        long[] keys = new long[slots];
        int[] counts = new int[slots];
        int[] slotOf = new int[candidates.length];
        int[] ordinals = new int[candidates.length];
        long outgoing = power(words);
        int last = prefixes.length - 1 - words;
        int inside = 0;
        while (inside < candidates.length && candidates[inside] <= last) {
            int first = candidates[inside];
            long hash = Seeds.mix(prefixes[first + words] - prefixes[first] * outgoing);
            int slot = (int) hash & (slots - 1);
            while (counts[slot] > 0 && keys[slot] != hash) {
                slot = (slot + 1) & (slots - 1);
            }
            keys[slot] = hash;
            slotOf[inside] = slot;
            ordinals[inside++] = ++counts[slot];
        }
        int[] firstWords = new int[inside];
        int repeated = 0;
        for (int i = 0; i < inside; i++) {
            if (counts[slotOf[i]] > 1) {
                firstWords[repeated] = candidates[i];
                ordinals[repeated++] = ordinals[i];
            }
        }
        return new Repeats(Arrays.copyOf(firstWords, repeated), Arrays.copyOf(ordinals, repeated));
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= MULTIPLIER;
        }
        return power;
    }
}
