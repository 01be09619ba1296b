package cloze.train.averaging;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a worker was at work in a round.
 *
 * @param process Spark's id of the executor
 * @param begin its first minibatch is about to be loaded, by the process's own clock, in nanoseconds
 * @param end its last minibatch is fitted
 */
public record BusyInterval(String process, long begin, long end) implements Serializable {
    /** How long a worker was at work on average, in seconds. */
    public static double mean(List<BusyInterval> spans) {
        return spans.stream()
                        .mapToLong(span -> span.end() - span.begin())
                        .average()
                        .orElse(0)
                * 1e-9;
    }

    /** How long the busiest process had a worker at work, in seconds: spans that overlap count once. */
    public static double busiest(List<BusyInterval> spans) {
        Map<String, Long> busy = new HashMap<>();
        Map<String, Long> until = new HashMap<>();
        spans.stream().sorted(Comparator.comparingLong(BusyInterval::begin)).forEach(span -> {
            long from = Math.max(span.begin(), until.getOrDefault(span.process(), span.begin()));
            busy.merge(span.process(), Math.max(0, span.end() - from), Long::sum);
            until.merge(span.process(), span.end(), Math::max);
        });
        return busy.values().stream().mapToLong(Long::longValue).max().orElse(0) * 1e-9;
    }
}
