package cloze.train;

import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stands between gradient and optimiser at every step: measures the gradient's global norm over all parameters, scales the gradient down to
 * the largest norm allowed (optimization.py of google-research/bert, clip_by_global_norm), and notices a loss or gradient that is no number.
 */
final class StepGuard extends BaseTrainingListener {
    private static final int CHUNK = 8192;

    private final double maxNorm;
    private final float[] chunk = new float[CHUNK];
    private double norm;
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

    /** Whether a step since the last reset had a loss or gradient that is no number. */
    boolean hasDiverged() {
        return diverged;
    }

    @Override
    public void onGradientCalculation(Model model) {
        INDArray gradients = ((ComputationGraph) model).getFlattenedGradients();
        norm = norm(gradients);
        if (!Double.isFinite(norm) || !Double.isFinite(model.score())) {
            diverged = true;
        } else if (maxNorm > 0 && norm > maxNorm) {
            scale(gradients, (float) (maxNorm / norm));
        }
    }

    private double norm(INDArray gradients) {
        // Four sums: one would wait for each addition to end before the next begins.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        long length = gradients.length();
        try (FloatPointer memory = NativeFloats.pointer(gradients)) {
            for (long start = 0; start < length; start += CHUNK) {
                int count = (int) Math.min(CHUNK, length - start);
                memory.position(start).get(chunk, 0, count);
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
        }
        return Math.sqrt(a + b + c + d);
    }

    private void scale(INDArray gradients, float factor) {
        long length = gradients.length();
        try (FloatPointer memory = NativeFloats.pointer(gradients)) {
            for (long start = 0; start < length; start += CHUNK) {
                int count = (int) Math.min(CHUNK, length - start);
                memory.position(start).get(chunk, 0, count);
                for (int i = 0; i < count; i++) {
                    chunk[i] *= factor;
                }
                memory.put(chunk, 0, count);
            }
        }
    }
}
