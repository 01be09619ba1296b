package cloze.evaluate;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pieces in ten groups by how frequent they are in training: the pieces of each group make up about a tenth of what may be masked, so that 1
 * has the few most frequent pieces and 10 the many rare ones. A very frequent piece may fill several groups; those behind its own are empty.
 */
final class FrequencyDeciles implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int GROUPS = 10;

    private final byte[] deciles;

    private FrequencyDeciles(byte[] deciles) {
        this.deciles = deciles;
    }

    static FrequencyDeciles of(PieceCounts pieces) {
        long[] counts = pieces.counts();
        List<Integer> byFrequency = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer id) -> -counts[id]).thenComparing(id -> id))
                .toList();
        double total = Math.max(
                1, IntStream.range(0, counts.length).mapToLong(id -> counts[id]).sum());
        byte[] deciles = new byte[counts.length];
        long before = 0;
        for (int id : byFrequency) {
            // Where the middle of its occurrences lies.
            double share = (before + counts[id] / 2.0) / total;
            deciles[id] = (byte) Math.min(GROUPS, 1 + (int) (GROUPS * share));
            before += counts[id];
        }
        return new FrequencyDeciles(deciles);
    }

    /** 1, the most frequent, to {@link #GROUPS}. */
    int decile(int id) {
        return deciles[id];
    }
}
