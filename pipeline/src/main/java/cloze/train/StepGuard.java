package cloze.train;

import java.nio.FloatBuffer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stands between gradient and optimiser at every step: measures the gradient's global norm over all parameters, says by how much the gradient
 * is to be scaled down to the largest norm allowed (optimization.py of google-research/bert, clip_by_global_norm), and notices a loss or
 * gradient that is no number.
 */
final class StepGuard extends BaseTrainingListener {
    private static final int CHUNK = 8192;

    private final double maxNorm;
    private final float[] chunk = new float[CHUNK];
    private double norm;
    private double clip = 1;
    private boolean diverged;

    /** @param maxNorm largest global norm; 0: no clipping */
    StepGuard(double maxNorm) {
        this.maxNorm = maxNorm;
    }

    /** Forgets the steps of an earlier round. */
    void reset() {
        norm = 0;
        diverged = false;
    }

    /** The last step's gradient norm, before clipping. */
    double norm() {
        return norm;
    }

    /** What the last step's gradients are to be multiplied by; at most 1. */
    double clip() {
        return clip;
    }

    /** Whether a step since the last reset had a loss or gradient that is no number. */
    boolean hasDiverged() {
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
        // Four sums: one would wait for each addition to end before the next begins.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        FloatBuffer memory = NativeFloats.buffer(gradients);
        int length = memory.limit();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            memory.get(start, chunk, 0, count);
            int i = 0;
            for (; i + 3 < count; i += 4) {
                a += (double) chunk[i] * chunk[i];
                b += (double) chunk[i + 1] * chunk[i + 1];
                c += (double) chunk[i + 2] * chunk[i + 2];
                d += (double) chunk[i + 3] * chunk[i + 3];
            }
            for (; i < count; i++) {
                a += (double) chunk[i] * chunk[i];
            }
        }
        return Math.sqrt(a + b + c + d);
    }
}
