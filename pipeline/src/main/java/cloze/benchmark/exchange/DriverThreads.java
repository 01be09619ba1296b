package cloze.benchmark.exchange;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of this process's Java threads. The threads of the compiler and of the garbage collector do not count:
 * a long run needs them less than a short one.
 *
 * @param nanoseconds of each thread, by its id
 */
record DriverThreads(Map<Long, Long> nanoseconds) {
    private static final double NANOSECONDS = 1e9;

    /** What threads used between two moments, in seconds. */
    record Used(double all, double busiest) {}

    DriverThreads {
        nanoseconds = Map.copyOf(nanoseconds);
    }

    static DriverThreads now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> nanoseconds = new HashMap<>();
        Arrays.stream(threads.getAllThreadIds()).forEach(id -> nanoseconds.put(id, threads.getThreadCpuTime(id)));
        return new DriverThreads(nanoseconds);
    }

    /** Returns what the living threads used since {@code before}. */
    Used since(DriverThreads before) {
        double[] used = nanoseconds.entrySet().stream()
                .mapToDouble(thread -> thread.getValue() - before.nanoseconds.getOrDefault(thread.getKey(), 0L))
                .map(thread -> Math.max(0, thread) / NANOSECONDS)
                .toArray();
        return new Used(Arrays.stream(used).sum(), Arrays.stream(used).max().orElse(0));
    }
}
