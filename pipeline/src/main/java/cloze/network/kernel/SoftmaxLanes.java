package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.MAX;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** {@link Softmax} and its parts in vectors. */
final class SoftmaxLanes {
    /** The last, partial vector of a row, filled up. */
    private final float[] last = new float[Lanes.WIDTH];

    /** As {@link Kernels#softmax}. */
    void apply(float[] values, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            int full = Lanes.fullEnd(from, width);
            int rest = from + width - full;
            float largest = largest(values, from, full);
            if (rest > 0) {
                fillLast(values, full, rest);
                largest = Math.max(largest, largest(last, 0, Lanes.WIDTH));
            }
            double sum = exponentials(values, largest, from, full, rest);
            float factor = (float) (1 / sum);
            scale(values, factor, from, full);
            if (rest > 0) {
                scale(last, factor, 0, Lanes.WIDTH);
                System.arraycopy(last, 0, values, full, rest);
            }
        }
    }

    private void fillLast(float[] values, int full, int rest) {
        Arrays.fill(last, Float.NEGATIVE_INFINITY);
        System.arraycopy(values, full, last, 0, rest);
    }

    /** NaN where there is one. */
    private static float largest(float[] values, int from, int fullEnd) {
        FloatVector one = Lanes.all(Float.NEGATIVE_INFINITY);
        FloatVector other = Lanes.all(Float.NEGATIVE_INFINITY);
        int i = from;
        // Two strands: a maximum that respects NaN takes several instructions, each waiting for the one before.
        for (; i + Lanes.WIDTH < fullEnd; i += 2 * Lanes.WIDTH) {
            one = one.max(FloatVector.fromArray(Lanes.FLOATS, values, i));
            other = other.max(FloatVector.fromArray(Lanes.FLOATS, values, i + Lanes.WIDTH));
        }
        if (i < fullEnd) {
            one = one.max(FloatVector.fromArray(Lanes.FLOATS, values, i));
        }
        return one.max(other).reduceLanes(MAX);
    }

    /** Of the row's full vectors in {@code values} and, if there is a rest, of {@link #last}. */
    private double exponentials(float[] values, float shift, int from, int full, int rest) {
        double sum = ExponentialLanes.apply(values, shift, from, full);
        if (rest > 0) {
            ExponentialLanes.apply(last, shift, 0, Lanes.WIDTH);
            for (int i = 0; i < rest; i++) {
                sum += last[i];
            }
        }
        return Float.isFinite(shift) ? sum : Double.NaN;
    }

    private static void scale(float[] values, float factor, int from, int fullEnd) {
        FloatVector factors = Lanes.all(factor);
        for (int i = from; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector.fromArray(Lanes.FLOATS, values, i).mul(factors).intoArray(values, i);
        }
    }

    /** As {@link Kernels#softmaxBackward}. */
    static void backward(float[] gradients, float[] probabilities, int rows, int width) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            int full = Lanes.fullEnd(from, width);
            float projection = Lanes.dot(gradients, probabilities, from, width);
            FloatVector projections = Lanes.all(projection);
            for (int i = from; i < full; i += Lanes.WIDTH) {
                FloatVector.fromArray(Lanes.FLOATS, gradients, i)
                        .sub(projections)
                        .mul(FloatVector.fromArray(Lanes.FLOATS, probabilities, i))
                        .intoArray(gradients, i);
            }
            for (int i = full; i < from + width; i++) {
                gradients[i] = probabilities[i] * (gradients[i] - projection);
            }
        }
    }

    /** As {@link Kernels#addAndFindLargest}. */
    int addAndFindLargest(float[] values, float[] addend, int count) {
        int full = Lanes.fullEnd(0, count);
        FloatVector lane = Lanes.all(Float.NEGATIVE_INFINITY);
        FloatVector other = Lanes.all(Float.NEGATIVE_INFINITY);
        int i = 0;
        for (; i + Lanes.WIDTH < full; i += 2 * Lanes.WIDTH) {
            int next = i + Lanes.WIDTH;
            FloatVector sum =
                    FloatVector.fromArray(Lanes.FLOATS, values, i).add(FloatVector.fromArray(Lanes.FLOATS, addend, i));
            FloatVector nextSum = FloatVector.fromArray(Lanes.FLOATS, values, next)
                    .add(FloatVector.fromArray(Lanes.FLOATS, addend, next));
            sum.intoArray(values, i);
            nextSum.intoArray(values, next);
            lane = lane.max(sum);
            other = other.max(nextSum);
        }
        float largest = lane.max(other).reduceLanes(MAX);
        for (; i < count; i++) {
            values[i] += addend[i];
            largest = Math.max(largest, values[i]);
        }
        return indexOf(largest, values, count);
    }

    /** The first index of {@code value}, which is among the values; a NaN's when it is NaN. */
    private static int indexOf(float value, float[] values, int count) {
        FloatVector all = Lanes.all(value);
        int full = Lanes.fullEnd(0, count);
        int i = 0;
        while (i < full
                && !FloatVector.fromArray(Lanes.FLOATS, values, i)
                        .compare(EQ, all)
                        .anyTrue()) {
            i += Lanes.WIDTH;
        }
        while (i < count && values[i] != value) {
            i++;
        }
        return i < count ? i : indexOfNaN(values, count);
    }

    private static int indexOfNaN(float[] values, int count) {
        int i = 0;
        while (i < count - 1 && !Float.isNaN(values[i])) {
            i++;
        }
        return i;
    }

    /** As {@link Kernels#exponentials}. */
    double exponentials(float[] values, float shift, int count) {
        int full = Lanes.fullEnd(0, count);
        int rest = count - full;
        if (rest > 0) {
            fillLast(values, full, rest);
        }
        double sum = exponentials(values, shift, 0, full, rest);
        System.arraycopy(last, 0, values, full, rest);
        return sum;
    }
}
