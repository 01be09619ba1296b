package cloze.evaluate;

import java.io.Serializable;

/**
 * What knowing nothing but piece frequencies achieves: each piece with its share of those training tokens that may be masked, one added to each
 * count so that no piece is impossible. A model no better than its loss has learned nothing from context.
 */
public final class UnigramBaseline implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] losses;
    private final int mostFrequent;

    private UnigramBaseline(float[] losses, int mostFrequent) {
        this.losses = losses;
        this.mostFrequent = mostFrequent;
    }

    /** The baseline of pieces that occur so often. */
    public static UnigramBaseline of(PieceCounts pieces) {
        long[] counts = pieces.counts();
        long total = counts.length;
        int most = 0;
        for (int id = 0; id < counts.length; id++) {
            total += counts[id];
            if (counts[id] > counts[most]) {
                most = id;
            }
        }
        float[] losses = new float[counts.length];
        for (int id = 0; id < counts.length; id++) {
            losses[id] = (float) -Math.log((counts[id] + 1.0) / total);
        }
        return new UnigramBaseline(losses, most);
    }

    /** Negative log-likelihood of {@code id}, in nats. */
    public double loss(int id) {
        return losses[id];
    }

    /** The most frequent piece: what this baseline always answers. */
    public int answer() {
        return mostFrequent;
    }

    /** 1 when {@code id} is the most frequent piece, else 0. */
    public double correct(int id) {
        return id == mostFrequent ? 1 : 0;
    }
}
