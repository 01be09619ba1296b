package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.TRANSFORM_BIAS;
import static cloze.network.parameter.ParameterLayout.TRANSFORM_KERNEL;
import static cloze.network.parameter.ParameterLayout.TRANSFORM_NORM;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameters;

/**
 * Norm(GELU(row kernel + bias)), which precedes the decoder of the MLM head (google-research/bert,
 * {@code get_masked_lm_output}).
 */
final class MaskedLmTransform implements RowBlock {
    private final DenseGelu dense;
    private final NormRows norm;
    private final Scratch output = new Scratch();
    private final float[] values;
    private final float[] other;
    private Matrix input = output.matrix(1, 1);

    MaskedLmTransform(Parameters parameters, HiddenAct activation) {
        dense = new DenseGelu(parameters.get(TRANSFORM_KERNEL), parameters.vector(TRANSFORM_BIAS), activation);
        norm = new NormRows(parameters, TRANSFORM_NORM);
        values = new float[parameters.get(TRANSFORM_KERNEL).rows()];
        other = new float[values.length];
    }

    @Override
    public Matrix forward(Matrix rows, ForwardMode pass) {
        input = rows;
        Matrix activated = dense.forward(rows, pass);
        norm.begin(rows.rows());
        Matrix normalized = output.matrix(rows.rows(), values.length);
        for (int row = 0; row < rows.rows(); row++) {
            activated.read(row, values);
            norm.forward(row, values, other);
            normalized.write(row, other);
        }
        return normalized;
    }

    @Override
    public void backward(Matrix gradient, Matrix inputGradient) {
        norm.beginBackward();
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            norm.backward(row, values);
            gradient.write(row, values);
        }
        norm.endBackward();
        dense.backward(gradient, input, inputGradient);
    }

    @Override
    public void free() {
        dense.free();
        norm.free();
        output.free();
    }
}
