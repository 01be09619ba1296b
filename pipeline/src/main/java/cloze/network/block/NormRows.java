package cloze.network.block;

import cloze.network.kernel.Kernels;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;

/**
 * Layer normalisation of many rows. Keeps the normalised values and the inverse standard deviation of each row for the
 * backward pass.
 */
final class NormRows {
    private final Kernels kernels = Kernels.chosen();
    private final Vector gamma;
    private final Vector beta;
    private final Scratch kept = new Scratch();
    private final float[] normalized;
    private Matrix rows = kept.matrix(1, 1);
    private float[] inverses = new float[0];

    /** @param name prefix of Gamma and Beta in the names of the parameters */
    NormRows(Parameters parameters, String name) {
        gamma = parameters.vector(name + ParameterLayout.GAMMA);
        beta = parameters.vector(name + ParameterLayout.BETA);
        normalized = new float[gamma.values().length];
    }

    /**
     * Starts a forward pass over {@code count} rows. Returns the matrix [count, H] for the normalised rows. The caller
     * may use it as scratch until {@link #forward} writes to it.
     */
    Matrix begin(int count) {
        gamma.load();
        beta.load();
        if (inverses.length < count) {
            inverses = new float[count];
        }
        rows = kept.matrix(count, normalized.length);
        return rows;
    }

    /** Normalises one row from {@code values}, which is overwritten, into {@code output}. */
    void forward(int row, float[] values, float[] output) {
        inverses[row] = kernels.normalize(values, gamma.values(), beta.values(), output, normalized.length);
        rows.write(row, values);
    }

    void beginBackward() {
        gamma.clearGradient();
        beta.clearGradient();
    }

    /** Turns the gradient of one row's output into that of its input, in place. */
    void backward(int row, float[] gradient) {
        rows.read(row, normalized);
        kernels.normalizeBackward(
                gradient,
                new Kernels.NormRow(normalized, inverses[row], gamma.values()),
                gamma.gradient(),
                beta.gradient(),
                normalized.length);
    }

    void endBackward() {
        gamma.storeGradient();
        beta.storeGradient();
    }

    void free() {
        kept.free();
    }
}
