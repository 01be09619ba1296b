package cloze.network.kernel;

/**
 * The rate of inverted dropout. Draws have 16 bits; each 64-bit number of a counter-based sequence yields four, lowest
 * bits first.
 *
 * @param threshold draws below it are dropped, at most 65,535
 * @param scale factor for the values that are kept, which preserves the expectation
 */
public record DropRate(int threshold, float scale) {
    private static final int RANGE = 1 << 16;
    static final int DRAWS_PER_WORD = 4;

    /** Creates a rate that drops {@code share} of the values, rounded to 1/65,536. */
    public static DropRate of(double share) {
        int threshold = Math.min(RANGE - 1, (int) Math.round(share * RANGE));
        return new DropRate(threshold, (float) ((double) RANGE / (RANGE - threshold)));
    }

    /** Returns how many numbers of its key's sequence a row of {@code width} values uses. */
    public static int words(int width) {
        return (width + DRAWS_PER_WORD - 1) / DRAWS_PER_WORD;
    }
}
