package cloze.network.kernel;

import cloze.random.Seeds;

/** Inverted dropout without branches. */
final class ScalarDropout {
    private ScalarDropout() {}

    static void apply(float[] values, int from, int count, DropRate rate, long key, long firstWord) {
        int threshold = rate.threshold();
        int survives = Float.floatToRawIntBits(rate.scale());
        long word = firstWord;
        int to = from + count;
        int i = from;
        for (; i + 3 < to; i += DropRate.DRAWS_PER_WORD) {
            long bits = Seeds.draw(key, word++);
            values[i] *= multiplier((int) bits & 0xffff, threshold, survives);
            values[i + 1] *= multiplier((int) (bits >>> 16) & 0xffff, threshold, survives);
            values[i + 2] *= multiplier((int) (bits >>> 32) & 0xffff, threshold, survives);
            values[i + 3] *= multiplier((int) (bits >>> 48), threshold, survives);
        }
        long bits = Seeds.draw(key, word);
        for (; i < to; i++) {
            values[i] *= multiplier((int) bits & 0xffff, threshold, survives);
            bits >>>= 16;
        }
    }

    /** Returns 0 below the threshold, or else the scale, by spreading the sign of the difference over all bits. */
    private static float multiplier(int draw, int threshold, int survives) {
        return Float.intBitsToFloat(survives & ~((draw - threshold) >> 31));
    }
}
