package cloze.quality;

import cloze.config.ExamplesConfig;
import java.io.Serializable;

/**
 * Target lengths of chunks. With probability short-seq-prob the target is uniform over 2 to M, where M = max-seq-length
 * - 3; otherwise it is M. A target below M was therefore drawn, and is uniform over 2 to M-1. Mutable.
 */
final class TargetLengths implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int SHORTEST = 2;
    private static final int BUCKETS = 8;

    private final int longest;
    private final double shortSeqProb;
    private final long[] shorter = new long[BUCKETS];
    private long all;

    TargetLengths(ExamplesConfig config) {
        this.longest = config.maxPairTokens();
        this.shortSeqProb = config.shortSeqProb();
    }

    /**
     * @param length target of a pairing; 0 for none
     */
    void add(int length) {
        if (length > 0) {
            all++;
            if (length < longest) {
                shorter[bucket(length)]++;
            }
        }
    }

    void add(TargetLengths other) {
        all += other.all;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            shorter[bucket] += other.shorter[bucket];
        }
    }

    private int bucket(int length) {
        return (length - SHORTEST) * BUCKETS / (longest - SHORTEST);
    }

    void addTo(DistributionTable table, String split) {
        long drawn = 0;
        for (long count : shorter) {
            drawn += count;
        }
        int lengths = longest - SHORTEST;
        table.add(
                split,
                "the target length is below " + longest,
                "documents, each as often as it is paired",
                Chances.of(all, drawn, shortSeqProb * lengths / (lengths + 1)));
        int from = SHORTEST;
        while (from < longest) {
            int to = from + 1;
            while (to < longest && bucket(to) == bucket(from)) {
                to++;
            }
            table.add(
                    split,
                    "the target length is %d to %d".formatted(from, to - 1),
                    "target lengths below " + longest,
                    Chances.of(drawn, shorter[bucket(from)], (double) (to - from) / lengths));
            from = to;
        }
    }
}
