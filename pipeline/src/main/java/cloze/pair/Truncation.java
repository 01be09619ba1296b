package cloze.pair;

/**
 * Truncates pairs like truncate_seq_pair of google-research/bert: drops one token at a time from the longer segment, or
 * from B if both are equal.
 */
final class Truncation {
    private Truncation() {}

    /** Truncates both segments to at most {@code maxPairTokens} together. */
    static void fit(Segment a, Segment b, int maxPairTokens) {
        while (a.length() + b.length() > maxPairTokens) {
            Segment longer = a.length() > b.length() ? a : b;
            longer.dropOne();
        }
    }

    /**
     * Truncates {@code a} as far as any B would require, to keep requests small. B has at least one token, and A loses
     * the same tokens first for every B.
     */
    static void fitForAnyPartner(Segment a, int maxPairTokens) {
        while (a.length() > maxPairTokens - 1) {
            a.dropOne();
        }
    }
}
