package cloze.train.averaging;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Breakdown of a round's time, in seconds. Fit, gather, reduce and close add up to the whole, up to overlaps of less than
 * the time of a phase.
 *
 * <p>Where executors exchange slices, the driver notes when the last worker and the last slice have ended. Gather and
 * reduce then also hold the time for starting the tasks of their stage. Where the driver averages, it cannot tell the way
 * to the workers from the way back: gather is both, and close is 0.
 *
 * @param all wall time of the round
 * @param fit time during which the busiest process had a worker that loaded or fitted minibatches
 * @param reduce time for sending the workers' end states and combining them: from the end of the last worker's fit to the
 *     last combined slice; on the driver, the time for combining alone
 * @param gather remaining time until the last worker had ended: starting its task, receiving and loading its state
 * @param close time from the last combined slice until the driver has all reports
 * @param worker mean time that a worker spent loading and fitting; concurrent workers count separately
 * @param straggler part of {@code fit} in which the mean process was already done, and waited for the busiest one
 */
public record RoundTimes(
        double all, double fit, double reduce, double gather, double close, double worker, double straggler) {
    private static final double NANOSECONDS = 1e-9;

    /**
     * An interval in a task, by the clock of its process.
     *
     * @param process Spark's executor id
     * @param begin its begin, in nanoseconds; of a worker's fit, just before the first minibatch is loaded
     * @param end its end; of a worker's fit, when the last minibatch is fitted
     */
    public record Busy(String process, long begin, long end) implements Serializable {}

    /**
     * Times of the driver's clock in a round that executors combine, in nanoseconds.
     *
     * @param begin begin of the round
     * @param sent the last worker has fitted and sent its end state
     * @param combined the last slice is combined and kept
     * @param end end of the round
     */
    public record Stages(long begin, long sent, long combined, long end) {}

    /**
     * Computes the times of a round that the driver combines.
     *
     * @param all wall time of the round, in seconds
     * @param combining time for combining, in seconds
     * @param workers the interval in which each worker fitted
     */
    public static RoundTimes ofDriver(double all, double combining, List<Busy> workers) {
        double fit = busiest(workers);
        double gather = Math.max(0, all - fit - combining);
        return new RoundTimes(all, fit, combining, gather, 0, mean(workers), straggler(workers));
    }

    /**
     * Computes the times of a round that executors combine.
     *
     * @param workers the interval in which each worker fitted
     * @param sending the interval in which each worker sent its end state
     */
    public static RoundTimes ofStages(Stages stages, List<Busy> workers, List<Busy> sending) {
        double fit = busiest(workers);
        double send = busiest(sending);
        double untilSent = (stages.sent() - stages.begin()) * NANOSECONDS;
        return new RoundTimes(
                (stages.end() - stages.begin()) * NANOSECONDS,
                fit,
                send + Math.max(0, stages.combined() - stages.sent()) * NANOSECONDS,
                Math.max(0, untilSent - fit - send),
                Math.max(0, stages.end() - stages.combined()) * NANOSECONDS,
                mean(workers),
                straggler(workers));
    }

    private static double mean(List<Busy> workers) {
        return workers.stream()
                        .mapToLong(busy -> busy.end() - busy.begin())
                        .average()
                        .orElse(0)
                * NANOSECONDS;
    }

    private static double straggler(List<Busy> workers) {
        double mean = busy(workers).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return Math.max(0, busiest(workers) - mean);
    }

    private static double busiest(List<Busy> workers) {
        return busy(workers).values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /**
     * Returns the busy time of each process in seconds. Overlapping intervals count once. Clocks of different processes
     * are never compared.
     */
    private static Map<String, Double> busy(List<Busy> intervals) {
        Map<String, Double> total = new HashMap<>();
        Map<String, Long> until = new HashMap<>();
        intervals.stream().sorted(Comparator.comparingLong(Busy::begin)).forEach(busy -> {
            long from = Math.max(busy.begin(), until.getOrDefault(busy.process(), busy.begin()));
            total.merge(busy.process(), Math.max(0, busy.end() - from) * NANOSECONDS, Double::sum);
            until.merge(busy.process(), busy.end(), Math::max);
        });
        return total;
    }
}
