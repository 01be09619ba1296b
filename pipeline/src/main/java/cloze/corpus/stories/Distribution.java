package cloze.corpus.stories;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Values with their probabilities.
 *
 * @param values at least one
 * @param probabilities of the value at the same index; positive, sum 1
 */
public record Distribution<T>(List<T> values, List<Double> probabilities) {
    private static final double ROUNDING = 1e-9;

    public Distribution {
        values = List.copyOf(values);
        probabilities = List.copyOf(probabilities);
        double sum = probabilities.stream().mapToDouble(Double::doubleValue).sum();
        if (values.isEmpty() || values.size() != probabilities.size() || Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException("%d values with probabilities %s: one for each, with sum 1, expected"
                    .formatted(values.size(), probabilities));
        }
    }

    /** Gives all values the same probability. */
    public static <T> Distribution<T> uniform(List<T> values) {
        return new Distribution<>(values, Collections.nCopies(values.size(), 1.0 / values.size()));
    }

    /** Gives {@code value} probability 1. */
    public static <T> Distribution<T> certain(T value) {
        return new Distribution<>(List.of(value), List.of(1.0));
    }

    /** Gives values probabilities in proportion to {@code weights}, which need not sum to 1. */
    public static <T> Distribution<T> weighted(List<T> values, List<Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        return new Distribution<>(
                values, weights.stream().map(weight -> weight / sum).toList());
    }

    /** Gives each value the probability of the value {@code steps} places before it. */
    Distribution<T> rotated(int steps) {
        List<Double> turned = new ArrayList<>(probabilities);
        Collections.rotate(turned, steps);
        return new Distribution<>(values, turned);
    }

    /** Returns the number of values. */
    public int size() {
        return values.size();
    }

    /** Draws the index of a value. Takes exactly one number from {@code random}, whatever the distribution. */
    public int draw(SplittableRandom random) {
        double rest = random.nextDouble();
        for (int i = 0; i < values.size() - 1; i++) {
            rest -= probabilities.get(i);
            if (rest < 0) {
                return i;
            }
        }
        return values.size() - 1;
    }
}
