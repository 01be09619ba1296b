package cloze.network;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.nd4j.linalg.factory.Nd4j;

/** Matrix products through OpenBLAS, on the operands' own memory. */
public final class Blas {
    private static int threads;

    private Blas() {}

    /**
     * How many threads one product uses, for the whole process: tasks that run at once ask for the same number, and only the first of them
     * sets it. Results may differ in the last bits between numbers of threads. OpenBLAS lets one product of several threads run at a
     * time, so that tasks of one process whose products have several threads wait for each other.
     */
    public static synchronized void threads(int count) {
        if (count != threads) {
            // Through nd4j, whose own start-up would otherwise set its default later.
            Nd4j.factory().blas().setMaxThreads(count);
            threads = count;
        }
    }

    /** {@code result = left right}. */
    static void product(Matrix left, Matrix right, Matrix result) {
        product(1, left, right, 0, result);
    }

    /** {@code result = left right + result}. */
    static void addProduct(Matrix left, Matrix right, Matrix result) {
        product(1, left, right, 1, result);
    }

    /** {@code result = scale left right + keep result}; with keep 0 the old content, even NaN, is overwritten. */
    static void product(float scale, Matrix left, Matrix right, float keep, Matrix result) {
        if (result.isTransposed()) {
            product(scale, right.transposed(), left.transposed(), keep, result.transposed());
            return;
        }
        int inner = left.width();
        if (left.height() != result.rows() || right.width() != result.columns() || right.height() != inner) {
            throw new IllegalArgumentException("Product of [%d, %d] and [%d, %d] does not fit [%d, %d]"
                    .formatted(left.height(), inner, right.height(), right.width(), result.rows(), result.columns()));
        }
        if (result.rows() == 0 || result.columns() == 0) {
            return;
        }
        if (inner == 0 && keep == 0) {
            result.zero();
            return;
        }
        cblas_sgemm(
                CblasRowMajor,
                left.isTransposed() ? CblasTrans : CblasNoTrans,
                right.isTransposed() ? CblasTrans : CblasNoTrans,
                result.rows(),
                result.columns(),
                inner,
                scale,
                left.floats().left(left.offset()),
                left.stride(),
                right.floats().right(right.offset()),
                right.stride(),
                keep,
                result.floats().result(result.offset()),
                result.stride());
    }
}
