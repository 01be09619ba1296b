package cloze.network.matrix;

import cloze.config.NetworkConfig;
import cloze.parallel.ParallelFor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/**
 * Measures the matrix products of a training step on their own, a lower bound for the time of a step.
 *
 * @param network the network
 * @param examples examples per minibatch of a worker
 * @param length tokens per example
 * @param masked masked positions per example
 */
public record ProductTimes(NetworkConfig network, int examples, int length, int masked) {
    /** Neither zero nor so small (denormal) that the processor handles it differently. */
    private static final float FILLING = 0.01f;

    /**
     * Returns the seconds that {@code workers} concurrent workers take for the products of one step each.
     *
     * @param threads threads per worker
     * @param least minimum measuring time in seconds; averages over the steps in that time, after one warm-up step
     */
    public double seconds(int workers, int threads, double least) {
        List<MatrixProduct> products = new StepProducts(network, examples, length, masked).all();
        List<Operands> operands = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            operands.add(new Operands(products));
        }
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            double step = steps(pool, operands, threads, 1);
            return steps(pool, operands, threads, (int) Math.ceil(Math.max(1, least / step)));
        } finally {
            pool.shutdown();
            operands.forEach(Operands::free);
        }
    }

    /** Returns the seconds per step, measured over {@code count} steps of every worker. */
    private static double steps(ExecutorService pool, List<Operands> operands, int threads, int count) {
        List<Callable<Object>> work = operands.stream()
                .map(own ->
                        Executors.callable(() -> ParallelFor.threads(threads).run(() -> own.multiplyAll(count))))
                .toList();
        long begin = System.nanoTime();
        try {
            for (Future<Object> done : pool.invokeAll(work)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Multiplying matrices", e);
        }
        return (System.nanoTime() - begin) * 1e-9 / count;
    }

    /** The memory of one worker, with room for the largest operands. Repeated products move through it. */
    private static final class Operands {
        private final List<MatrixProduct> products;
        private final Floats left;
        private final Floats right;
        private final Floats result;

        Operands(List<MatrixProduct> products) {
            this.products = products;
            left = filled(MatrixProduct::leftLength);
            right = filled(MatrixProduct::rightLength);
            result = filled(MatrixProduct::resultLength);
        }

        private Floats filled(ToLongFunction<MatrixProduct> length) {
            Floats floats =
                    Floats.allocate(products.stream().mapToLong(length).max().orElseThrow());
            float[] values = new float[1 << 16];
            Arrays.fill(values, FILLING);
            for (long at = 0; at < floats.length(); at += values.length) {
                floats.write(at, values, (int) Math.min(values.length, floats.length() - at));
            }
            return floats;
        }

        void multiplyAll(int steps) {
            for (int step = 0; step < steps; step++) {
                multiply();
            }
        }

        private void multiply() {
            for (MatrixProduct product : products) {
                for (int time = 0; time < product.times(); time++) {
                    multiply(product, time);
                }
            }
        }

        private void multiply(MatrixProduct product, int time) {
            int rows = product.rows();
            int inner = product.inner();
            int columns = product.columns();
            Matrix leftMatrix = product.form() == MatrixProduct.Form.LEFT_TRANSPOSED
                    ? Matrix.of(left, place(left, product.leftLength(), time), inner, rows)
                            .transposed()
                    : Matrix.of(left, place(left, product.leftLength(), time), rows, inner);
            Matrix rightMatrix = product.form() == MatrixProduct.Form.RIGHT_TRANSPOSED
                    ? Matrix.of(right, place(right, product.rightLength(), time), columns, inner)
                            .transposed()
                    : Matrix.of(right, place(right, product.rightLength(), time), inner, columns);
            Blas.product(
                    leftMatrix,
                    rightMatrix,
                    Matrix.of(result, place(result, product.resultLength(), time), rows, columns));
        }

        private static long place(Floats floats, long length, int time) {
            return time % (floats.length() / length) * length;
        }

        void free() {
            List.of(left, right, result).forEach(Floats::free);
        }
    }
}
