package cloze.network.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of the machine's preferred width, and sums over their lanes.
 *
 * <p>The vector API does not define the order of a floating-point reduction, which may differ between interpreted and
 * compiled code. Sums here therefore add lanes in an explicit tree.
 *
 * <p>Vectors are fast only if the compiler inlines everything that handles them, and it gives up on deep or large
 * methods. Loops are therefore flat, one after another over a row that stays in the first-level cache. Constants are
 * vectors already. No vector is passed between methods, except to {@link #sum(FloatVector)}. A loop's accumulator
 * starts from a newly created vector, because a constant would force it onto the heap.
 */
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int WIDTH = FLOATS.length();
    static final FloatVector ZERO = all(0);
    static final FloatVector ONE = all(1);

    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOATS, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

    private Lanes() {}

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /** Returns the end of the last full vector in a row of {@code count} values that starts at {@code from}. */
    static int fullEnd(int from, int count) {
        return from + (count & -WIDTH);
    }

    static float sum(FloatVector vector) {
        FloatVector sums = vector;
        if (WIDTH >= 16) {
            sums = sums.add(sums.rearrange(BY_8));
        }
        if (WIDTH >= 8) {
            sums = sums.add(sums.rearrange(BY_4));
        }
        if (WIDTH >= 4) {
            sums = sums.add(sums.rearrange(BY_2));
        }
        return sums.add(sums.rearrange(BY_1)).lane(0);
    }

    /** Returns the sum of {@code count} values from {@code from} on; suitable for rows of at most a few thousand. */
    static float sum(float[] values, int from, int count) {
        int full = fullEnd(from, count);
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int i = from; i < full; i += WIDTH) {
            sums = sums.add(FloatVector.fromArray(FLOATS, values, i));
        }
        float total = sum(sums);
        for (int i = full; i < from + count; i++) {
            total += values[i];
        }
        return total;
    }

    /** Returns the sum of {@code count} products from {@code from} on; suitable for rows of at most a few thousand. */
    static float dot(float[] left, float[] right, int from, int count) {
        int full = fullEnd(from, count);
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int i = from; i < full; i += WIDTH) {
            sums = FloatVector.fromArray(FLOATS, left, i).fma(FloatVector.fromArray(FLOATS, right, i), sums);
        }
        float total = sum(sums);
        for (int i = full; i < from + count; i++) {
            total += left[i] * right[i];
        }
        return total;
    }
}
