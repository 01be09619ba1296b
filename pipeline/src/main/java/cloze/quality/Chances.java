package cloze.quality;

/**
 * Independent events of known probability, and how many of them have come true.
 *
 * @param trials how many events
 * @param hits how many came true
 * @param expected how many should: the sum of the probabilities
 * @param variance of that number
 */
record Chances(long trials, long hits, double expected, double variance) {
    static final Chances NONE = new Chances(0, 0, 0, 0);

    /** {@code trials} events of one {@code probability}. */
    static Chances of(long trials, long hits, double probability) {
        return new Chances(trials, hits, trials * probability, trials * probability * (1 - probability));
    }

    /** Events that leave nothing to chance: {@code expected} of them come true. */
    static Chances certain(long trials, long hits, long expected) {
        return new Chances(trials, hits, (double) expected, 0);
    }

    Chances plus(Chances more) {
        return new Chances(trials + more.trials, hits + more.hits, expected + more.expected, variance + more.variance);
    }

    /** Share of the events that came true. */
    double share() {
        return Shares.of(hits, trials);
    }

    double expectedShare() {
        return Shares.of(expected, (double) trials);
    }

    /** Of {@link #share}: the binomial one where all probabilities are the same. */
    double standardError() {
        return Shares.of(Math.sqrt(variance), (double) trials);
    }

    /** Standard errors by which the share misses what is expected; where chance has no part, 0 or infinite. */
    double z() {
        double off = hits - expected;
        return off == 0 ? 0 : off / Math.sqrt(variance);
    }
}
