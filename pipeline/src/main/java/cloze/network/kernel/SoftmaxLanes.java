package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;

/** {@link Softmax} and its parts with vectors. */
final class SoftmaxLanes {
    private static final FloatVector LOWEST = Lanes.all(Float.NEGATIVE_INFINITY);

    /** The last, partial vector of a long row, padded. */
    private final float[] last = new float[Lanes.WIDTH];

    /** A short row, padded to full vectors. */
    private float[] padded = new float[0];

    /** Implements {@link Kernels#softmax}. */
    void apply(float[] values, int rows, int width) {
        int full = Lanes.fullEnd(0, width);
        if (full == width) {
            for (int row = 0; row < rows; row++) {
                row(values, row * width, (row + 1) * width);
            }
            return;
        }
        int length = full + Lanes.WIDTH;
        if (padded.length < length) {
            padded = new float[length];
        }
        for (int row = 0; row < rows; row++) {
            // Padding contributes e^-87.
            LOWEST.intoArray(padded, full);
            System.arraycopy(values, row * width, padded, 0, width);
            row(padded, 0, length);
            System.arraycopy(padded, 0, values, row * width, width);
        }
    }

    private static void row(float[] values, int from, int fullEnd) {
        float largest = largest(values, from, fullEnd);
        double sum = ExponentialLanes.apply(values, largest, from, fullEnd);
        FloatVector factors = Lanes.all(Float.isFinite(largest) ? (float) (1 / sum) : Float.NaN);
        for (int i = from; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector.fromArray(Lanes.FLOATS, values, i).mul(factors).intoArray(values, i);
        }
    }

    /** Returns the largest value, or NaN if there is one. */
    private static float largest(float[] values, int from, int fullEnd) {
        FloatVector one = Lanes.all(Float.NEGATIVE_INFINITY);
        FloatVector other = Lanes.all(Float.NEGATIVE_INFINITY);
        int i = from;
        // Two accumulators, because a maximum that respects NaN takes several dependent instructions.
        for (; i + Lanes.WIDTH < fullEnd; i += 2 * Lanes.WIDTH) {
            one = one.max(FloatVector.fromArray(Lanes.FLOATS, values, i));
            other = other.max(FloatVector.fromArray(Lanes.FLOATS, values, i + Lanes.WIDTH));
        }
        if (i < fullEnd) {
            one = one.max(FloatVector.fromArray(Lanes.FLOATS, values, i));
        }
        return one.max(other).reduceLanes(MAX);
    }

    /** Implements {@link Kernels#softmaxBackward}. */
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

    /** Implements {@link Kernels#addAndFindLargest}. */
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

    /** Returns the first index of {@code value}, which must occur; if it is NaN, the index of a NaN. */
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

    /** Implements {@link Kernels#exponentials}. */
    double exponentials(float[] values, float shift, int count) {
        int full = Lanes.fullEnd(0, count);
        double sum = ExponentialLanes.apply(values, shift, 0, full);
        if (full < count) {
            LOWEST.intoArray(last, 0);
            System.arraycopy(values, full, last, 0, count - full);
            ExponentialLanes.apply(last, shift, 0, Lanes.WIDTH);
            System.arraycopy(last, 0, values, full, count - full);
            // Add one by one: if the shift is far above the row, the padding would outweigh it.
            for (int i = full; i < count; i++) {
                sum += values[i];
            }
        }
        return Float.isFinite(shift) ? sum : Double.NaN;
    }
}
