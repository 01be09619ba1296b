package cloze.quality;

import java.io.Serializable;

/** Independent events of known probability, and how many of them have come true. Mutable. */
final class Chances implements Serializable {
    private static final long serialVersionUID = 1L;

    private long trials;
    private long hits;
    private double expected;
    private double variance;

    /** Counts {@code times} events of {@code probability} each, {@code came} of which have come true. */
    void add(long times, long came, double probability) {
        trials += times;
        hits += came;
        expected += times * probability;
        variance += times * probability * (1 - probability);
    }

    void add(Chances other) {
        trials += other.trials;
        hits += other.hits;
        expected += other.expected;
        variance += other.variance;
    }

    /** {@code came} of {@code times} events of one {@code probability}. */
    static Chances of(long times, long came, double probability) {
        var chances = new Chances();
        chances.add(times, came, probability);
        return chances;
    }

    /** Events that leave nothing to chance: {@code expected} of {@code times}. */
    static Chances certain(long times, long came, long expected) {
        var chances = new Chances();
        chances.add(expected, came, 1);
        chances.add(times - expected, 0, 0);
        return chances;
    }

    long trials() {
        return trials;
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
