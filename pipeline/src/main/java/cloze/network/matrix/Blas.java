package cloze.network.matrix;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import cloze.parallel.ParallelFor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix products through OpenBLAS, on the operands' own memory. OpenBLAS uses one thread, because its own
 * multithreading changes the last bits with the number of threads and allows only one product at a time in a process.
 * Large products are divided here instead.
 */
public final class Blas {
    /**
     * Floating-point operations below which dividing a product costs more than it gains, some two milliseconds of work.
     */
    private static final double OPERATIONS_OF_PART = 1e8;

    private static final int MOST_PARTS = 16;

    /**
     * Parts begin at multiples of this number, which is divisible by the block sizes of the kernels for all processors.
     */
    private static final int GRAIN = 48;

    static {
        // Set it through nd4j, which would otherwise set its own default when it starts later.
        Nd4j.factory().blas().setMaxThreads(1);
    }

    private Blas() {}

    /** Computes {@code result = left right}. */
    public static void product(Matrix left, Matrix right, Matrix result) {
        product(1, left, right, 0, result);
    }

    /** Computes {@code result = left right + result}. */
    public static void addProduct(Matrix left, Matrix right, Matrix result) {
        product(1, left, right, 1, result);
    }

    /**
     * Computes {@code result = scale left right + keep result}. If keep is 0, the old content is overwritten, even NaN.
     */
    public static void product(float scale, Matrix left, Matrix right, float keep, Matrix result) {
        if (result.isTransposed()) {
            product(scale, right.transposed(), left.transposed(), keep, result.transposed());
            return;
        }
        requireFit(left, right, result);
        double operations = 2.0 * result.rows() * result.columns() * left.width();
        int parts = (int) Math.min(MOST_PARTS, operations / OPERATIONS_OF_PART);
        if (parts <= 1) {
            uncut(scale, left, right, keep, result);
            return;
        }
        boolean byRows = result.rows() >= result.columns();
        int length = byRows ? result.rows() : result.columns();
        int part = roundedUp(length, parts);
        ParallelFor.each((length + part - 1) / part, (member, index) -> {
            int from = index * part;
            int count = Math.min(part, length - from);
            if (byRows) {
                uncut(scale, left.heights(from, count), right, keep, result.rows(from, count));
            } else {
                uncut(scale, left, right.widths(from, count), keep, result.columns(from, count));
            }
        });
    }

    /** Returns the length of each of {@code parts} parts; the last may be shorter. */
    private static int roundedUp(int length, int parts) {
        int grains = (length + GRAIN - 1) / GRAIN;
        return (grains + parts - 1) / parts * GRAIN;
    }

    /**
     * Computes {@link #product} on the calling thread only, undivided. For work that is itself part of something
     * larger, or whose bits must not depend on the division.
     */
    public static void uncut(float scale, Matrix left, Matrix right, float keep, Matrix result) {
        if (result.isTransposed()) {
            uncut(scale, right.transposed(), left.transposed(), keep, result.transposed());
            return;
        }
        requireFit(left, right, result);
        if (result.rows() == 0 || result.columns() == 0) {
            return;
        }
        if (left.width() == 0 && keep == 0) {
            result.zero();
            return;
        }
        cblas_sgemm(
                CblasRowMajor,
                left.isTransposed() ? CblasTrans : CblasNoTrans,
                right.isTransposed() ? CblasTrans : CblasNoTrans,
                result.rows(),
                result.columns(),
                left.width(),
                scale,
                left.floats().at(left.offset()),
                left.stride(),
                right.floats().at(right.offset()),
                right.stride(),
                keep,
                result.floats().at(result.offset()),
                result.stride());
    }

    private static void requireFit(Matrix left, Matrix right, Matrix result) {
        if (left.height() != result.rows() || right.width() != result.columns() || right.height() != left.width()) {
            throw new IllegalArgumentException("Product of [%d, %d] and [%d, %d] does not fit [%d, %d]"
                    .formatted(
                            left.height(),
                            left.width(),
                            right.height(),
                            right.width(),
                            result.rows(),
                            result.columns()));
        }
    }
}
