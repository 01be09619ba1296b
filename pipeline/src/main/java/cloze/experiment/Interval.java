package cloze.experiment;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A 95 % interval.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {
    /** Share of Student's t below the upper bound of a two-sided 95 % interval. */
    private static final double BELOW = 0.975;

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
        double factor = new TDistribution(values.length - 1).inverseCumulativeProbability(BELOW);
        return Optional.of(new Interval(mean - factor * standardError, mean + factor * standardError));
    }

    /** Without what no accuracy can be: of few and distant seeds, Student's interval reaches beyond 0 and 1. */
    Interval ofShare() {
        return new Interval(Math.max(0, low), Math.min(1, high));
    }
}
