package cloze.train.synchronisation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The distance of the workers' parameters to their mean, as sums of squares over {@link Blocks}.
 *
 * @param distances by block, the sum of the squared distances of all workers to the mean
 * @param means by block, the sum of the squares of the mean
 * @param workers number of workers in the mean
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record Spread(double[] distances, double[] means, int workers) implements Serializable {
    /** The spread of no parameters. */
    public static final Spread NONE = new Spread(new double[0], new double[0], 0);

    /** Returns the spread of a vector from those of its slices, in the order of the slices. */
    public static Spread joined(List<Spread> slices) {
        return new Spread(
                joined(slices, Spread::distances),
                joined(slices, Spread::means),
                slices.get(0).workers());
    }

    private static double[] joined(List<Spread> slices, Function<Spread, double[]> part) {
        return slices.stream().map(part).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Returns the root-mean-square distance of the workers to the mean, relative to the root mean square of the mean; 0
     * if the mean is 0 everywhere.
     */
    public double relative() {
        double distance = sum(distances);
        double mean = sum(means);
        return mean == 0 ? 0 : Math.sqrt(distance / workers / mean);
    }

    /** Adds in the order of the blocks. A stream would compensate rounding, and so depend on how it is divided. */
    private static double sum(double[] blocks) {
        double sum = 0;
        for (double block : blocks) {
            sum += block;
        }
        return sum;
    }
}
