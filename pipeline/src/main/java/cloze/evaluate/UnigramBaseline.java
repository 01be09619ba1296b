package cloze.evaluate;

import java.io.Serializable;

/**
 * A baseline that knows only piece frequencies. It predicts each piece with its share of the training tokens that may
 * be masked, with one added to each count so that no piece is impossible. A model whose loss is no better has learnt
 * nothing from context.
 */
public final class UnigramBaseline implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] losses;
    private final int mostFrequent;

    private UnigramBaseline(float[] losses, int mostFrequent) {
        this.losses = losses;
        this.mostFrequent = mostFrequent;
    }

    /** Returns the baseline for the frequencies {@code pieces}. */
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

    /** Returns the negative log-likelihood of {@code id}, in nats. */
    public double loss(int id) {
        return losses[id];
    }

    /** Returns the most frequent piece, which this baseline always answers. */
    public int answer() {
        return mostFrequent;
    }

    /** Returns 1 if {@code id} is the most frequent piece, otherwise 0. */
    public double correct(int id) {
        return id == mostFrequent ? 1 : 0;
    }
}
