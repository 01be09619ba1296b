package cloze.network;

import cloze.random.Seeds;

/**
 * Inverted dropout whose draws are counted, not stored: the same key and row always give the same mask, so the backward pass draws it
 * again.
 *
 * @param threshold draws of 16 bits below it are dropped
 * @param scale what survives is multiplied by, so that expectations stay as they are
 */
record Dropout(int threshold, float scale) {
    private static final int RANGE = 1 << 16;
    private static final int DRAWS_PER_WORD = 4;

    /** Drops {@code share} of the values, rounded to 1/65,536. */
    static Dropout of(double share) {
        int threshold = Math.min(RANGE - 1, (int) Math.round(share * RANGE));
        return new Dropout(threshold, (float) ((double) RANGE / (RANGE - threshold)));
    }

    boolean isActive(Pass pass) {
        return pass == Pass.TRAINING && threshold > 0;
    }

    /** The key of one place of the network in one minibatch. */
    static long key(long minibatch, Place place, int layer) {
        return Seeds.key(minibatch, "dropout", layer, Seeds.hash(place.name()));
    }

    /** Draws that a row of {@code width} values takes from the sequence of its key. */
    static int words(int width) {
        return (width + DRAWS_PER_WORD - 1) / DRAWS_PER_WORD;
    }

    /** Drops and scales {@code width} values from {@code from} on, with the draws from {@code firstWord} on. */
    void apply(float[] values, int from, int width, long key, long firstWord) {
        int survives = Float.floatToRawIntBits(scale);
        long word = firstWord;
        int to = from + width;
        int i = from;
        for (; i + 3 < to; i += DRAWS_PER_WORD) {
            long bits = Seeds.draw(key, word++);
            values[i] *= multiplier((int) bits & 0xffff, survives);
            values[i + 1] *= multiplier((int) (bits >>> 16) & 0xffff, survives);
            values[i + 2] *= multiplier((int) (bits >>> 32) & 0xffff, survives);
            values[i + 3] *= multiplier((int) (bits >>> 48), survives);
        }
        long bits = Seeds.draw(key, word);
        for (; i < to; i++) {
            values[i] *= multiplier((int) bits & 0xffff, survives);
            bits >>>= 16;
        }
    }

    /** Zero below the threshold, else the scale, without a branch: the sign of the difference is spread over the bits. */
    private float multiplier(int draw, int survives) {
        return Float.intBitsToFloat(survives & ~((draw - threshold) >> 31));
    }

    /** Where dropout happens. The names are part of the draws. */
    enum Place {
        EMBEDDINGS,
        ATTENTION_PROBABILITIES,
        ATTENTION_OUTPUT,
        FEED_FORWARD_OUTPUT
    }
}
