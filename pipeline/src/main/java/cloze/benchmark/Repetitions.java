package cloze.benchmark;

import cloze.config.BenchmarkConfig;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How often something is run: warm-ups that do not count, then runs of which the median counts.
 *
 * @param warmUps at least 0
 * @param repeats at least 1
 */
record Repetitions(int warmUps, int repeats) {
    static Repetitions of(BenchmarkConfig config) {
        return new Repetitions(config.warmUps(), config.repeats());
    }

    /** Median time of {@code work}, in seconds. */
    double seconds(Runnable work) {
        return medians(() -> new double[] {time(work)})[0];
    }

    /**
     * Medians of each of the numbers a run gives, for instance the seconds of its parts.
     *
     * @param run gives as many numbers each time
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

    /** Seconds of one run of {@code work}. */
    static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    private static double median(double[][] runs, int number) {
        return median(Arrays.stream(runs).mapToDouble(run -> run[number]));
    }

    /** The middle of {@code values}, of which there is at least one; between the two middle ones of an even number. */
    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
