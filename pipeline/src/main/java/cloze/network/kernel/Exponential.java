package cloze.network.kernel;

/**
 * The exponential function over arrays, in loops that the compiler vectorizes.
 *
 * <p>x = n ln 2 + r with n an integer and |r| at most ln 2 / 2; e^r is a polynomial of degree 6, a minimax fit with
 * relative error 4e-9 before rounding; n is added to the result's exponent bits. Relative error below 3e-7.
 */
final class Exponential {
    /** Arguments are clamped to +/- this limit, where the result is about 1e38 or 1e-38. */
    static final float LIMIT = 87;

    static final float INVERSE_LN2 = 1.442695f;
    static final float LN2_HIGH = 0x1.63p-1f; // few bits, so that n times it is exact
    static final float LN2_LOW = -0.00021219444f;
    static final float ROUNDING = 0x1.8p23f; // adding it leaves the nearest integer in the low bits

    static final float C2 = 0.49999994f;
    static final float C3 = 0.16666491f;
    static final float C4 = 0.041668113f;
    static final float C5 = 0.00837179f;
    static final float C6 = 0.0013839782f;

    static final int MANTISSA_BITS = 23;

    private Exponential() {}

    /**
     * Replaces the first {@code count} values by their exponentials. Overwrites {@code scratch}, which must be as long.
     */
    static void apply(float[] values, float[] scratch, int count) {
        apply(values, 0, scratch, count);
    }

    /** Replaces the first {@code count} values x by e^(x - shift). */
    static void apply(float[] values, float shift, float[] scratch, int count) {
        for (int i = 0; i < count; i++) {
            float x = Math.min(LIMIT, Math.max(-LIMIT, values[i] - shift));
            float shifted = x * INVERSE_LN2 + ROUNDING;
            float n = shifted - ROUNDING;
            float r = (x - n * LN2_HIGH) - n * LN2_LOW;
            scratch[i] = shifted;
            values[i] = 1 + (r + r * r * (C2 + r * (C3 + r * (C4 + r * (C5 + r * C6)))));
        }
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(
                    Float.floatToRawIntBits(values[i]) + (Float.floatToRawIntBits(scratch[i]) << MANTISSA_BITS));
        }
    }
}
