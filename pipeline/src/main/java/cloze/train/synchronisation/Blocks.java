package cloze.train.synchronisation;

import java.io.Serializable;

/**
 * Divides a vector into blocks of equal length, the last of which may be shorter. Sums over a vector are taken block by
 * block and then over the blocks in order. The division depends only on the number of parameters, so a sum has the same
 * bits whether the vector is in one array or cut into slices at the ends of blocks.
 *
 * @param length number of elements of each block
 */
public record Blocks(int length) implements Serializable {
    /** Bounds what the sums of a model occupy, whatever its size: two doubles per block, 128 kB. */
    private static final int MOST = 1 << 13;

    /** Keeps the sums small beside the parameters that they are about. */
    private static final int SHORTEST = 64;

    /** Returns the division of a model with this number of {@code parameters}. */
    public static Blocks of(int parameters) {
        return new Blocks(Math.max(SHORTEST, ceilDivide(parameters, MOST)));
    }

    /** Returns the number of blocks in {@code elements}. */
    public int count(int elements) {
        return ceilDivide(elements, length);
    }

    private static int ceilDivide(int dividend, int divisor) {
        return (int) (((long) dividend + divisor - 1) / divisor);
    }
}
