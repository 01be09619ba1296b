package cloze.network.block;

import cloze.network.kernel.DropRate;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.ForwardMode;
import cloze.random.Seeds;

/**
 * Inverted dropout with counter-based draws. The same key and row always yield the same mask, so the backward pass
 * draws it again instead of storing it.
 */
final class Dropout {
    private final Kernels kernels = Kernels.chosen();
    private final DropRate rate;

    private Dropout(DropRate rate) {
        this.rate = rate;
    }

    /** Returns dropout of {@code share} of the values, rounded to 1/65,536. */
    static Dropout of(double share) {
        return new Dropout(DropRate.of(share));
    }

    boolean isActive(ForwardMode pass) {
        return pass == ForwardMode.TRAINING && rate.threshold() > 0;
    }

    /** Returns the key of one place of the network in one minibatch. */
    static long key(long minibatch, Place place, int layer) {
        return Seeds.key(minibatch, "dropout", layer, Seeds.hash(place.name()));
    }

    /** Returns the number of draws that a row of {@code width} values takes from the sequence of its key. */
    static int words(int width) {
        return DropRate.words(width);
    }

    /** Drops and scales {@code width} values starting at {@code from}, with the draws starting at {@code firstWord}. */
    void apply(float[] values, int from, int width, long key, long firstWord) {
        kernels.drop(values, from, width, rate, key, firstWord);
    }

    /** The places of dropout. Their names determine the draws. */
    enum Place {
        EMBEDDINGS,
        ATTENTION_PROBABILITIES,
        ATTENTION_OUTPUT,
        FEED_FORWARD_OUTPUT,
        CLASSIFIER
    }
}
