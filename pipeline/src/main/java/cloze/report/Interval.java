package cloze.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * A 95 % interval.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {
    /** Two-sided 95 % points of Student's t for 1 to 30 degrees of freedom; beyond, the normal's. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    /** Student's interval of the mean of {@code values}; empty for fewer than two, which say nothing of their spread. */
    public static Optional<Interval> ofMean(double... values) {
        if (values.length < 2) {
            return Optional.empty();
        }
        double mean = Arrays.stream(values).average().getAsDouble();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double standardError = Math.sqrt(squares / (values.length - 1) / values.length);
        int freedom = values.length - 1;
        double factor = freedom <= STUDENT.length ? STUDENT[freedom - 1] : NORMAL;
        return Optional.of(new Interval(mean - factor * standardError, mean + factor * standardError));
    }

    /** Without what no accuracy can be: of few and distant seeds, Student's interval reaches beyond 0 and 1. */
    Interval ofShare() {
        return new Interval(Math.max(0, low), Math.min(1, high));
    }
}
