package cloze.curate;

import cloze.curate.duplicate.Shingles;
import cloze.curate.duplicate.Words;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sequences of words in texts that models are evaluated on, by the name of the set. Case and punctuation do not
 * count. Serializable, for a broadcast.
 */
final class Contamination implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Without any set. */
    static final Contamination NONE = new Contamination(1, Map.of());

    private final int words;
    private final List<String> names;
    private final long[][] sequences;

    /**
     * @param words number of words in a sequence
     * @param sets the sorted hashes of the sequences of each set
     */
    Contamination(int words, Map<String, long[]> sets) {
        this.words = words;
        var ordered = new TreeMap<>(sets);
        this.names = List.copyOf(ordered.keySet());
        this.sequences = ordered.values().toArray(long[][]::new);
    }

    /**
     * What a text shares with a set.
     *
     * @param set name of the set
     * @param sequences number of shared sequences, repeats included
     */
    record Overlap(String set, int sequences) {}

    /** Returns the hashes of the sequences of {@code text}, in their order. */
    static long[] sequences(String text, int words) {
        return Shingles.sequences(Words.hashes(text), words);
    }

    /** Returns what {@code text} shares with the first set with which it shares anything; null if there is none. */
    Overlap of(String text) {
        if (names.isEmpty()) {
            return null;
        }
        long[] own = sequences(text, words);
        for (int set = 0; set < sequences.length; set++) {
            int shared = 0;
            for (long sequence : own) {
                shared += Arrays.binarySearch(sequences[set], sequence) >= 0 ? 1 : 0;
            }
            if (shared > 0) {
                return new Overlap(names.get(set), shared);
            }
        }
        return null;
    }
}
