package cloze.network.matrix;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pass without dropout in which a row yields the same bits whatever the other rows are and wherever it stands among
 * them.
 *
 * <p>BLAS chooses its kernel, and thereby the order of its sums, by the number of rows, and a kernel may treat some
 * rows differently from others. Here products are computed in blocks of two heights, padded if necessary. The content
 * of a row determines the class of its position within a block; see {@link RowPositionClasses}. Not thread-safe.
 */
public final class BatchInvariantPass extends ForwardMode {
    private static final Map<ProductShape, RowPositionClasses> PLACES = new ConcurrentHashMap<>();

    private final Scratch leftMemory = new Scratch();
    private final Scratch resultMemory = new Scratch();
    private float[] values = new float[0];

    /** Requires that neither {@code left} nor {@code result} is transposed. */
    @Override
    public void product(Matrix left, Matrix right, float keep, Matrix result) {
        RowPositionClasses places = PLACES.computeIfAbsent(ProductShape.of(right, keep), RowPositionClasses::of);
        int next = 0;
        if (places.areAlike()) {
            for (int height : new int[] {places.tall(), RowPositionClasses.LOW}) {
                for (; next + height <= left.rows(); next += height) {
                    Blas.uncut(1, left.rows(next, height), right, keep, result.rows(next, height));
                }
            }
        }
        if (values.length < Math.max(left.columns(), result.columns())) {
            values = new float[Math.max(left.columns(), result.columns())];
        }
        while (next < left.rows()) {
            next += block(
                    left.rows(next, left.rows() - next), right, keep, result.rows(next, result.rows() - next), places);
        }
    }

    /** Multiplies as many of the first rows as fit into one tall block, and returns their number. */
    private int block(Matrix left, Matrix right, float keep, Matrix result, RowPositionClasses places) {
        Matrix leftBlock = leftMemory.matrix(places.tall(), left.columns());
        Matrix resultBlock = resultMemory.matrix(places.tall(), result.columns());
        int[] taken = new int[Math.min(left.rows(), places.tall())];
        var free = places.new Free();
        int rows = 0;
        int height = 0;
        for (; rows < taken.length; rows++) {
            left.read(rows, values);
            int place = free.take(values, left.columns());
            if (place < 0) {
                break;
            }
            taken[rows] = place;
            height = Math.max(height, place + 1);
            leftBlock.write(place, values);
        }
        height = places.roundedUp(height);
        if (keep != 0) {
            copy(result, resultBlock, taken, rows);
        }
        int step = height == places.tall() ? height : RowPositionClasses.LOW;
        for (int row = 0; row < height; row += step) {
            Blas.uncut(1, leftBlock.rows(row, step), right, keep, resultBlock.rows(row, step));
        }
        for (int row = 0; row < rows; row++) {
            resultBlock.read(taken[row], values);
            result.write(row, values);
        }
        return rows;
    }

    private void copy(Matrix rows, Matrix block, int[] places, int count) {
        for (int row = 0; row < count; row++) {
            rows.read(row, values);
            block.write(places[row], values);
        }
    }

    public void free() {
        leftMemory.free();
        resultMemory.free();
    }
}
