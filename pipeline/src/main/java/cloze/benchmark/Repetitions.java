package cloze.benchmark;

import cloze.config.BenchmarkConfig;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The number of runs of a measurement: uncounted warm-ups, then counted runs, whose median is the result.
 *
 * @param warmUps number of uncounted runs, at least 0
 * @param repeats number of counted runs, at least 1
 */
record Repetitions(int warmUps, int repeats) {
    static Repetitions of(BenchmarkConfig config) {
        return new Repetitions(config.warmUps(), config.repeats());
    }

    /** Returns the median time of {@code work}, in seconds. */
    double seconds(Runnable work) {
        return medians(() -> new double[] {time(work)})[0];
    }

    /**
     * Returns the median of each number that a run returns, for example the seconds of its parts.
     *
     * @param run returns the same number of values each time
     */
    double[] medians(Supplier<double[]> run) {
        double[][] runs =
                Stream.generate(run).limit(warmUps + repeats).skip(warmUps).toArray(double[][]::new);
        double[] medians = new double[runs[0].length];
        for (int number = 0; number < medians.length; number++) {
            medians[number] = median(runs, number);
        }
        return medians;
    }

    /** Returns the seconds of one run of {@code work}. */
    static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private static double median(double[][] runs, int number) {
        return median(Arrays.stream(runs).mapToDouble(run -> run[number]));
    }

    /** Returns the median of {@code values}, of which there must be at least one. */
    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
