package cloze.quality;

/** Shares of wholes that may be empty. */
final class Shares {
    private Shares() {}

    /** Returns {@code part / whole}, or 0 if {@code whole} is 0. */
    static double of(long part, long whole) {
        return of((double) part, (double) whole);
    }

    /** Returns {@code part / whole}, or 0 if {@code whole} is 0. */
    static double of(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
