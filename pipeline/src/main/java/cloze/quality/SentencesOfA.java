package cloze.quality;

import java.io.Serializable;

/** How many of a chunk's n sentences form segment A, which is uniform over 1 to n-1. Mutable. */
final class SentencesOfA implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Smallest number of sentences with more than one outcome. */
    private static final int SMALLEST = 3;

    /** Chunks with more sentences than this are counted together. */
    private static final int LARGEST = 5;

    /** Indexed by n, then by the number of sentences in A. */
    private final long[][] counts = new long[LARGEST + 1][LARGEST];

    /**
     * Chunks of more than {@link #LARGEST} sentences, by n; {@code atMostHalf} counts those where A has at most
     * {@link #half} of them.
     */
    private final LengthHistogram larger = new LengthHistogram();

    private long atMostHalf;

    /**
     * @param sentences number of sentences in the chunk, n
     */
    void add(int sentences, int ofA) {
        if (sentences > LARGEST) {
            larger.add(sentences);
            atMostHalf += ofA <= half(sentences) ? 1 : 0;
        } else if (sentences >= SMALLEST) {
            counts[sentences][ofA]++;
        }
    }

    void add(SentencesOfA other) {
        for (int n = SMALLEST; n <= LARGEST; n++) {
            for (int ofA = 1; ofA < n; ofA++) {
                counts[n][ofA] += other.counts[n][ofA];
            }
        }
        larger.add(other.larger);
        atMostHalf += other.atMostHalf;
    }

    private static int half(int sentences) {
        return (sentences - 1) / 2;
    }

    void addTo(DistributionTable table, String split) {
        for (int n = SMALLEST; n <= LARGEST; n++) {
            long chunks = 0;
            for (int ofA = 1; ofA < n; ofA++) {
                chunks += counts[n][ofA];
            }
            for (int ofA = 1; ofA < n; ofA++) {
                table.add(
                        split,
                        "A has %d sentence(s)".formatted(ofA),
                        "chunks of %d sentences".formatted(n),
                        Chances.of(chunks, counts[n][ofA], 1.0 / (n - 1)));
            }
        }
        table.add(
                split,
                "A has at most half of n-1 sentences",
                "chunks of n > %d sentences".formatted(LARGEST),
                ofLarger());
    }

    private Chances ofLarger() {
        Chances expected = Chances.NONE;
        for (int n = LARGEST + 1; n <= larger.longest(); n++) {
            expected = expected.plus(Chances.of(larger.between(n, n + 1), 0, (double) half(n) / (n - 1)));
        }
        return new Chances(expected.trials(), atMostHalf, expected.expected(), expected.variance());
    }
}
