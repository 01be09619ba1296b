package cloze.train.averaging;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a round's time went, in seconds.
 *
 * @param all wall time of the round
 * @param fitting of it, how long the busiest process had a worker loading or fitting minibatches
 * @param averaging of it, making one state of the workers' states on the driver
 * @param worker how long a worker loaded and fitted, on average; workers at once each count for themselves
 */
public record RoundTimes(double all, double fitting, double averaging, double worker) {

    /**
     * When a worker was at work in a round.
     *
     * @param process Spark's id of the executor
     * @param begin its first minibatch is about to be loaded, by the process's own clock, in nanoseconds
     * @param end its last minibatch is fitted
     */
    public record Busy(String process, long begin, long end) implements Serializable {}

    /**
     * The times of a round.
     *
     * @param workers when each worker was at work
     */
    static RoundTimes of(double all, double averaging, List<Busy> workers) {
        double worker = workers.stream()
                        .mapToLong(busy -> busy.end() - busy.begin())
                        .average()
                        .orElse(0)
                * 1e-9;
        return new RoundTimes(all, busiest(workers), averaging, worker);
    }

    /** How long the busiest process had a worker at work: intervals that overlap count once. Clocks of two processes are never compared. */
    private static double busiest(List<Busy> workers) {
        Map<String, Long> total = new HashMap<>();
        Map<String, Long> until = new HashMap<>();
        workers.stream().sorted(Comparator.comparingLong(Busy::begin)).forEach(busy -> {
            long from = Math.max(busy.begin(), until.getOrDefault(busy.process(), busy.begin()));
            total.merge(busy.process(), Math.max(0, busy.end() - from), Long::sum);
            until.merge(busy.process(), busy.end(), Math::max);
        });
        return total.values().stream().mapToLong(Long::longValue).max().orElse(0) * 1e-9;
    }

    /** The rest: starting tasks, states on their way, loading them into replicas. */
    public double transport() {
        return Math.max(0, all - fitting - averaging);
    }
}
