package cloze.pair;

/** Shortens pairs as truncate_seq_pair of google-research/bert: one token at a time off the longer segment, off B when both are equal. */
final class Truncation {
    private Truncation() {}

    /** Shortens both until they have at most {@code maxPairTokens} together. */
    static void fit(Segment a, Segment b, int maxPairTokens) {
        while (a.length() + b.length() > maxPairTokens) {
            Segment longer = a.length() > b.length() ? a : b;
            longer.dropOne();
        }
    }

    /**
     * Shortens {@code a} as far as any B will: no B is shorter than one token, and A loses the same tokens first whatever B is. Keeps
     * requests small.
     */
    static void fitForAnyPartner(Segment a, int maxPairTokens) {
        while (a.length() > maxPairTokens - 1) {
            a.dropOne();
        }
    }
}
