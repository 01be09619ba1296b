package cloze.network.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of the machine's own width, and sums over their lanes.
 *
 * <p>The vector API leaves the order of a floating-point reduction open, and interpreted code may take another than compiled code: sums
 * here add lanes in a tree that is spelled out.
 *
 * <p>Vectors are fast only where the compiler inlines all that handles them, and it gives up on deep or large methods. Loops here are
 * therefore flat, one after another over a row that stays in the first-level cache, constants are vectors already, no vector is passed between
 * methods but to {@link #sum(FloatVector)}, and what a loop changes starts from a vector made before it, since a constant would have it
 * live on the heap.
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

    /** Where the last full vector of a row of {@code count} values that starts at {@code from} ends. */
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

    /** The sum of {@code count} values from {@code from} on; for rows of a few thousand at most. */
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

    /** The sum of {@code count} products from {@code from} on; for rows of a few thousand at most. */
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
