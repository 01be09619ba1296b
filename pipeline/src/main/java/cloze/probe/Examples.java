package cloze.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** The vectors and labels of one fit in the memory of its task, in the order in which they were added. */
final class Examples {
    private final List<int[]> places = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private int[] everyPlace = new int[0];
    private int features;

    /** Adds a copy of {@code vector}. */
    void add(Vector vector, int label) {
        features = vector.size();
        labels.add(label);
        if (vector instanceof SparseVector sparse) {
            places.add(sparse.indices());
            values.add(sparse.values().clone());
            return;
        }
        if (everyPlace.length != features) {
            everyPlace = IntStream.range(0, features).toArray();
        }
        places.add(everyPlace);
        values.add(vector.toArray().clone());
    }

    int size() {
        return labels.size();
    }

    /** Returns H, the number of features. */
    int features() {
        return features;
    }

    int label(int example) {
        return labels.get(example);
    }

    /** Returns the indices of the features that are not zero. */
    int[] places(int example) {
        return places.get(example);
    }

    /** Returns the values of these features. */
    double[] values(int example) {
        return values.get(example);
    }

    /** Returns the examples whose index is {@code chosen}. They share their vectors with these. */
    Examples where(IntPredicate chosen) {
        var some = new Examples();
        some.features = features;
        for (int example = 0; example < size(); example++) {
            if (chosen.test(example)) {
                some.places.add(places.get(example));
                some.values.add(values.get(example));
                some.labels.add(labels.get(example));
            }
        }
        return some;
    }

    /**
     * Subtracts from each feature its mean over the examples that are {@code learned}, and divides it by its standard
     * deviation there; a feature without a spread becomes 0. Requires dense vectors.
     */
    void standardise(IntPredicate learned) {
        double[] means = new double[features];
        double[] squares = new double[features];
        int[] chosen = IntStream.range(0, size()).filter(learned).toArray();
        for (int example : chosen) {
            for (int i = 0; i < features; i++) {
                means[i] += values.get(example)[i] / chosen.length;
            }
        }
        for (int example : chosen) {
            for (int i = 0; i < features; i++) {
                double distance = values.get(example)[i] - means[i];
                squares[i] += distance * distance / Math.max(1, chosen.length - 1);
            }
        }
        double[] factors = Arrays.stream(squares)
                .map(square -> square > 0 ? 1 / Math.sqrt(square) : 0)
                .toArray();
        for (double[] vector : values) {
            for (int i = 0; i < features; i++) {
                vector[i] = (vector[i] - means[i]) * factors[i];
            }
        }
    }
}
