package cloze.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A range of round numbers.
 *
 * @param label what is measured along it
 * @param unit of its numbers
 * @param from smallest
 * @param to largest
 * @param step between two marks
 */
public record Axis(String label, Unit unit, double from, double to, double step) {
    private static final int MARKS = 5;
    private static final List<Double> ROUND = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

    /** The shortest axis of about five marks that has all of {@code values}; not a number is no value. */
    public static Axis over(String label, Unit unit, double... values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        double least = Arrays.stream(known).min().orElse(0);
        double most = Arrays.stream(known).max().orElse(1);
        if (most - least < 1e-9) {
            // One value alone: one percent to each side.
            least -= 0.01;
            most += 0.01;
        }
        double step = step((most - least) / MARKS);
        return new Axis(
                label, unit, Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step, step);
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        return power
                * ROUND.stream()
                        .filter(round -> round * power >= rough * (1 - 1e-9))
                        .findFirst()
                        .orElse(10.0);
    }

    /** The numbers marked, ascending. */
    DoubleStream marks() {
        int count = (int) Math.round((to - from) / step);
        return IntStream.rangeClosed(0, count).mapToDouble(i -> from + i * step);
    }

    /** Where {@code value} lies between {@code start}, which is {@link #from}, and {@code end}. */
    double place(double value, double start, double end) {
        return start + (value - from) / (to - from) * (end - start);
    }
}
