package cloze.quality;

/**
 * Independent events of known probability, and how many of them occurred.
 *
 * @param trials number of events
 * @param hits number of events that occurred
 * @param expected expected number of hits, the sum of the probabilities
 * @param variance of the number of hits
 */
record Chances(long trials, long hits, double expected, double variance) {
    static final Chances NONE = new Chances(0, 0, 0, 0);

    /** Creates {@code trials} events with the same {@code probability}. */
    static Chances of(long trials, long hits, double probability) {
        return new Chances(trials, hits, trials * probability, trials * probability * (1 - probability));
    }

    /** Creates events without randomness, of which exactly {@code expected} should occur. */
    static Chances certain(long trials, long hits, long expected) {
        return new Chances(trials, hits, (double) expected, 0);
    }

    Chances plus(Chances more) {
        return new Chances(trials + more.trials, hits + more.hits, expected + more.expected, variance + more.variance);
    }

    /** Returns the share of events that occurred. */
    double share() {
        return Shares.of(hits, trials);
    }

    double expectedShare() {
        return Shares.of(expected, (double) trials);
    }

    /** Returns the standard error of {@link #share}, which is binomial if all probabilities are equal. */
    double standardError() {
        return Shares.of(Math.sqrt(variance), (double) trials);
    }

    /** Returns the deviation from the expected share in standard errors. Without variance it is 0 or infinite. */
    double z() {
        double off = hits - expected;
        return off == 0 ? 0 : off / Math.sqrt(variance);
    }
}
