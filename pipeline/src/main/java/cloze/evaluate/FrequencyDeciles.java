package cloze.evaluate;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides pieces into ten groups by their frequency in training. The pieces of each group make up about a tenth of the
 * tokens that may be masked, so group 1 has the few most frequent pieces, and group 10 the many rare ones. A very
 * frequent piece may take up several groups; those after its own are then empty.
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
            // The middle of the piece's occurrences determines its group.
            double share = (before + counts[id] / 2.0) / total;
            deciles[id] = (byte) Math.min(GROUPS, 1 + (int) (GROUPS * share));
            before += counts[id];
        }
        return new FrequencyDeciles(deciles);
    }

    /** Returns the group of a piece, from 1, the most frequent, to {@link #GROUPS}. */
    int decile(int id) {
        return deciles[id];
    }
}
