package cloze.network.block;

import cloze.network.kernel.DropRate;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.ForwardMode;
import cloze.random.Seeds;

/**
 * Inverted dropout whose draws are counted, not stored: the same key and row always give the same mask, so the backward pass draws it
 * again.
 */
final class Dropout {
    private final Kernels kernels = Kernels.chosen();
    private final DropRate rate;

    private Dropout(DropRate rate) {
        this.rate = rate;
    }

    /** Drops {@code share} of the values, rounded to 1/65,536. */
    static Dropout of(double share) {
        return new Dropout(DropRate.of(share));
    }

    boolean isActive(ForwardMode pass) {
        return pass == ForwardMode.TRAINING && rate.threshold() > 0;
    }

    /** The key of one place of the network in one minibatch. */
    static long key(long minibatch, Place place, int layer) {
        return Seeds.key(minibatch, "dropout", layer, Seeds.hash(place.name()));
    }

    /** Draws that a row of {@code width} values takes from the sequence of its key. */
    static int words(int width) {
        return DropRate.words(width);
    }

    /** Drops and scales {@code width} values from {@code from} on, with the draws from {@code firstWord} on. */
    void apply(float[] values, int from, int width, long key, long firstWord) {
        kernels.drop(values, from, width, rate, key, firstWord);
    }

    /** Where dropout happens. The names are part of the draws. */
    enum Place {
        EMBEDDINGS,
        ATTENTION_PROBABILITIES,
        ATTENTION_OUTPUT,
        FEED_FORWARD_OUTPUT
    }
}
