package cloze.network.matrix;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pass without dropout in which a row becomes the same bits whatever other rows there are and wherever it stands among them.
 *
 * <p>BLAS chooses kernels, and with them the order of its sums, by the number of rows, and a kernel may treat some of its rows otherwise than the
 * rest. Here products are made in blocks of two heights, filled up where rows are lacking; and a row goes to one of those places in a
 * block that treat it as its own content demands, see {@link RowPositionClasses}. Belongs to one thread.
 */
public final class BatchInvariantPass extends ForwardMode {
    private static final Map<ProductShape, RowPositionClasses> PLACES = new ConcurrentHashMap<>();

    private final Scratch leftMemory = new Scratch();
    private final Scratch resultMemory = new Scratch();
    private float[] values = new float[0];

    /** Neither {@code left} nor {@code result} is transposed. */
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

    /** Multiplies as many of the first rows as fit one tall block; returns how many. */
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
