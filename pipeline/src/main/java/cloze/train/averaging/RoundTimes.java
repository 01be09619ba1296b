package cloze.train.averaging;

/**
 * Where a round's time went, in seconds.
 *
 * @param all wall time of the round
 * @param fitting of it, how long the busiest process had a worker loading or fitting minibatches
 * @param averaging of it, making one state of the workers' states on the driver
 * @param worker how long a worker loaded and fitted, on average; workers at once each count for themselves
 */
public record RoundTimes(double all, double fitting, double averaging, double worker) {
    /** The rest: starting tasks, states on their way, loading them into replicas. */
    public double transport() {
        return Math.max(0, all - fitting - averaging);
    }
}
