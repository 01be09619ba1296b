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
    /** Quantile of Student's t for the upper bound of a two-sided 95 % interval. */
    private static final double BELOW = 0.975;

    /**
     * Returns Student's interval of the mean of {@code values}; empty for fewer than two values, whose spread is
     * unknown.
     */
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

    /**
     * Clips the interval to [0, 1], the range of an accuracy. With few seeds that differ widely, Student's interval
     * exceeds it.
     */
    public Interval ofShare() {
        return new Interval(Math.max(0, low), Math.min(1, high));
    }
}
