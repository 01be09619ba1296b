package cloze.benchmark;

import cloze.error.InvalidInputException;
import java.util.Comparator;
import java.util.List;

/**
 * The time of a worker's step on one core, from rows of the part training. A network that was not measured takes the speed
 * of the measured one whose step has the most similar number of operations.
 *
 * @param rows rows with a step's operations and its time
 */
record StepTimes(List<BenchmarkRow> rows) {
    private static final double MILLISECONDS = 1e3;

    /** Columns are rounded to four decimals. */
    private static final double TOLERANCE = 1e-3;

    /**
     * A step.
     *
     * @param seconds its time
     * @param isMeasured whether a step of as many operations was measured
     */
    record Step(double seconds, boolean isMeasured) {}

    /** @throws InvalidInputException if none of {@code rows} is of the part training */
    static StepTimes of(List<BenchmarkRow> rows) {
        List<BenchmarkRow> steps = rows.stream()
                .filter(row -> row.part().equals(TrainingBenchmark.PART))
                .filter(row -> row.number(BenchmarkColumn.STEP_GIGAFLOPS) > 0)
                .toList();
        if (steps.isEmpty()) {
            throw new InvalidInputException(
                    "Measurements for scaling: expected rows of the part training with step_gigaflops, found none; they tell how long a step takes. Run deploy/benchmark.sh --set 'benchmark.parts=[training]', and name its output beside the others");
        }
        return new StepTimes(steps);
    }

    /**
     * Returns the step of {@code gigaflops} operations. Of several measurements the fastest counts, because processes that
     * share cores slow each other down.
     */
    Step of(double gigaflops) {
        double nearest =
                rows.stream().mapToDouble(row -> distance(row, gigaflops)).min().orElseThrow();
        BenchmarkRow fastest = rows.stream()
                .filter(row -> distance(row, gigaflops) <= nearest)
                .min(Comparator.comparingDouble(row -> row.number(BenchmarkColumn.STEP_MILLISECONDS)))
                .orElseThrow();
        double share = gigaflops / fastest.number(BenchmarkColumn.STEP_GIGAFLOPS);
        return new Step(
                share * fastest.number(BenchmarkColumn.STEP_MILLISECONDS) / MILLISECONDS,
                Math.abs(share - 1) < TOLERANCE);
    }

    private static double distance(BenchmarkRow row, double gigaflops) {
        return Math.abs(Math.log(row.number(BenchmarkColumn.STEP_GIGAFLOPS) / gigaflops));
    }
}
