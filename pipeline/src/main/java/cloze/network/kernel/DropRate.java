package cloze.network.kernel;

/**
 * How much inverted dropout drops. Draws have 16 bits; four come from each 64-bit number of a counted sequence, lowest bits first.
 *
 * @param threshold draws below it are dropped, at most 65,535
 * @param scale what survives is multiplied by, so that expectations stay as they are
 */
public record DropRate(int threshold, float scale) {
    private static final int RANGE = 1 << 16;
    static final int DRAWS_PER_WORD = 4;

    /** Drops {@code share} of the values, rounded to 1/65,536. */
    public static DropRate of(double share) {
        int threshold = Math.min(RANGE - 1, (int) Math.round(share * RANGE));
        return new DropRate(threshold, (float) ((double) RANGE / (RANGE - threshold)));
    }

    /** Numbers that a row of {@code width} values takes from the sequence of its key. */
    public static int words(int width) {
        return (width + DRAWS_PER_WORD - 1) / DRAWS_PER_WORD;
    }
}
