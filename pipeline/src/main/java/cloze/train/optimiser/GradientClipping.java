package cloze.train.optimiser;

import cloze.network.matrix.Floats;
import cloze.parallel.ParallelFor;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A listener between gradient and optimiser. At every step it measures the global norm of the gradient over all
 * parameters, computes the factor that scales the gradient down to the largest norm allowed (optimization.py of
 * google-research/bert, clip_by_global_norm), and detects a loss or gradient that is not finite.
 */
public final class GradientClipping extends BaseTrainingListener {
    /** Gradients per unit of work of a thread. */
    private static final int PIECE = 8192;

    private final double maxNorm;
    private final ParallelFor.PerThread<float[]> chunks = new ParallelFor.PerThread<>(() -> new float[PIECE]);
    private double norm;
    private double clip = 1;
    private boolean diverged;

    /** @param maxNorm largest global norm; 0 disables clipping */
    public GradientClipping(double maxNorm) {
        this.maxNorm = maxNorm;
    }

    /** Resets the norm and the divergence flag before a new round. */
    public void reset() {
        norm = 0;
        diverged = false;
    }

    /** Returns the gradient norm of the last step, before clipping. */
    public double norm() {
        return norm;
    }

    /** Returns the factor for the gradients of the last step, at most 1. */
    public double clip() {
        return clip;
    }

    /** Returns whether a loss or gradient was not finite in a step since the last reset. */
    public boolean hasDiverged() {
        return diverged;
    }

    @Override
    public void onGradientCalculation(Model model) {
        INDArray gradients = ((ComputationGraph) model).getFlattenedGradients();
        norm = norm(gradients);
        clip = maxNorm > 0 && norm > maxNorm ? maxNorm / norm : 1;
        diverged |= !Double.isFinite(norm) || !Double.isFinite(model.score());
    }

    private double norm(INDArray gradients) {
        Floats memory = Floats.over(gradients);
        int length = Math.toIntExact(memory.length());
        double[] squares = new double[(length + PIECE - 1) / PIECE];
        chunks.forAll();
        ParallelFor.each(squares.length, (member, index) -> {
            int from = index * PIECE;
            squares[index] = squares(memory, from, Math.min(PIECE, length - from), chunks.of(member));
        });
        return Math.sqrt(Arrays.stream(squares).sum());
    }

    private static double squares(Floats memory, int from, int count, float[] values) {
        memory.read(from, values, count);
        // Use four sums, because with one each addition would wait for the previous one.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < count; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + c + d;
    }
}
