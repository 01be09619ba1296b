package cloze.quality;

/** Parts of wholes that may be empty. */
final class Shares {
    private Shares() {}

    /** {@code part / whole}; of nothing, 0. */
    static double of(long part, long whole) {
        return of((double) part, (double) whole);
    }

    /** {@code part / whole}; of nothing, 0. */
    static double of(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
