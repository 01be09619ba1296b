package cloze.network.block;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Vector;

/** GELU(input kernel + bias): the widening half of a feed-forward layer, and the transform of the MLM head. */
final class DenseGelu {
    private final Parameter kernel;
    private final Vector bias;
    private final HiddenAct form;
    private final Kernels kernels = Kernels.chosen();
    private final Scratch kept = new Scratch();
    private final Scratch slopes = new Scratch();
    private final float[] values;
    private final float[] activations;
    private final float[] derivatives;
    private Matrix derivativeRows = slopes.matrix(1, 1);

    DenseGelu(Parameter kernel, Vector bias, HiddenAct form) {
        this.kernel = kernel;
        this.bias = bias;
        this.form = form;
        int width = bias.values().length;
        this.values = new float[width];
        this.activations = new float[width];
        this.derivatives = new float[width];
    }

    /** Maps {@code input} [rows, in] to [rows, out]. */
    Matrix forward(Matrix input, ForwardMode pass) {
        bias.load();
        Matrix rows = kept.matrix(input.rows(), values.length);
        pass.product(input, kernel.matrix(), rows);
        if (pass == ForwardMode.TRAINING) {
            derivativeRows = slopes.matrix(input.rows(), values.length);
        }
        for (int row = 0; row < rows.rows(); row++) {
            rows.read(row, values);
            kernels.gelu(form, values, bias.values(), activations, derivatives, values.length);
            rows.write(row, activations);
            if (pass == ForwardMode.TRAINING) {
                derivativeRows.write(row, derivatives);
            }
        }
        return rows;
    }

    /**
     * Adds the gradient of the input to {@code inputGradient}. Overwrites {@code gradient}, the gradient of the output.
     */
    void backward(Matrix gradient, Matrix input, Matrix inputGradient) {
        bias.clearGradient();
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            derivativeRows.read(row, derivatives);
            kernels.multiplyAndAdd(values, derivatives, bias.gradient(), values.length);
            gradient.write(row, values);
        }
        bias.storeGradient();
        Blas.product(input.transposed(), gradient, kernel.gradient());
        Blas.addProduct(gradient, kernel.matrix().transposed(), inputGradient);
    }

    void free() {
        kept.free();
        slopes.free();
    }
}
