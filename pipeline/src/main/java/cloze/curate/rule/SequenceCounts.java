package cloze.curate.rule;

/** Counts 64-bit hashes, by open addressing: much faster than a map of boxed numbers. */
final class SequenceCounts {
    private final long[] keys;
    private final int[] counts;

    /** @param most number of distinct hashes at most */
    SequenceCounts(int most) {
        // At most half full.
        int size = Integer.highestOneBit(Math.max(1, most)) << 2;
        keys = new long[size];
        counts = new int[size];
    }

    /** Counts {@code hash} once more, and returns how often it has been counted. */
    int add(long hash) {
        int at = (int) hash & (keys.length - 1);
        while (counts[at] > 0 && keys[at] != hash) {
            at = (at + 1) & (keys.length - 1);
        }
        keys[at] = hash;
        return ++counts[at];
    }
}
