package cloze.train.averaging;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Breakdown of a round's time, in seconds.
 *
 * @param all wall time of the round
 * @param fitting time during which the busiest process had a worker that loaded or fitted minibatches
 * @param averaging time for combining the workers' states, on the driver or in the busiest process
 * @param worker mean time that a worker spent loading and fitting; concurrent workers count separately
 */
public record RoundTimes(double all, double fitting, double averaging, double worker) {

    /**
     * The interval in which a worker was busy.
     *
     * @param process Spark's executor id
     * @param begin time just before its first minibatch is loaded, by the clock of the process, in nanoseconds
     * @param end time when its last minibatch is fitted
     */
    public record Busy(String process, long begin, long end) implements Serializable {}

    /**
     * Computes the times of a round.
     *
     * @param workers the busy interval of each worker
     */
    static RoundTimes of(double all, double averaging, List<Busy> workers) {
        double worker = workers.stream()
                        .mapToLong(busy -> busy.end() - busy.begin())
                        .average()
                        .orElse(0)
                * 1e-9;
        return new RoundTimes(all, busiest(workers), averaging, worker);
    }

    /**
     * Returns the busy time of the busiest process in seconds. Overlapping intervals count once. Clocks of different
     * processes are never compared.
     */
    public static double busiest(List<Busy> workers) {
        Map<String, Long> total = new HashMap<>();
        Map<String, Long> until = new HashMap<>();
        workers.stream().sorted(Comparator.comparingLong(Busy::begin)).forEach(busy -> {
            long from = Math.max(busy.begin(), until.getOrDefault(busy.process(), busy.begin()));
            total.merge(busy.process(), Math.max(0, busy.end() - from), Long::sum);
            until.merge(busy.process(), busy.end(), Math::max);
        });
        return total.values().stream().mapToLong(Long::longValue).max().orElse(0) * 1e-9;
    }

    /** Returns the remaining time: starting tasks, transferring states, loading them into replicas. */
    public double transport() {
        return Math.max(0, all - fitting - averaging);
    }
}
