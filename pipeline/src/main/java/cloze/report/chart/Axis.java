package cloze.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis with round limits.
 *
 * @param label what is measured along it
 * @param unit of its numbers
 * @param from lower limit
 * @param to upper limit
 * @param step distance between tick marks
 */
public record Axis(String label, Unit unit, double from, double to, double step) {
    private static final int MARKS = 5;
    private static final List<Double> ROUND = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

    /**
     * Returns the shortest axis with about five tick marks that includes all of {@code values}; infinite values and NaN
     * are ignored.
     */
    public static Axis over(String label, Unit unit, double... values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        double least = Arrays.stream(known).min().orElse(0);
        double most = Arrays.stream(known).max().orElse(1);
        if (most - least < 1e-9) {
            // A single value: extend the axis by one percent to each side.
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

    /** Returns the positions of the tick marks, ascending. */
    DoubleStream marks() {
        int count = (int) Math.round((to - from) / step);
        return IntStream.rangeClosed(0, count).mapToDouble(i -> from + i * step);
    }

    /** Maps {@code value} to a coordinate: {@link #from} to {@code start}, {@link #to} to {@code end}. */
    double place(double value, double start, double end) {
        return start + (value - from) / (to - from) * (end - start);
    }
}
