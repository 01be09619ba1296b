package cloze.network.block;

import static cloze.network.parameter.ParameterLayout.POOLER_BIAS;
import static cloze.network.parameter.ParameterLayout.POOLER_KERNEL;

import cloze.network.kernel.Rows;
import cloze.network.matrix.Blas;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Parameters;
import cloze.network.parameter.Vector;

/** Tanh(row kernel + bias) of the [CLS] rows, which precedes the output layer of a pair head. */
final class Pooler implements RowBlock {
    private final Parameter kernel;
    private final Vector bias;
    private final Scratch output = new Scratch();
    private final float[] values;
    private final float[] other;
    private Matrix input = output.matrix(1, 1);
    private Matrix pooled = input;

    Pooler(Parameters parameters) {
        kernel = parameters.get(POOLER_KERNEL);
        bias = parameters.vector(POOLER_BIAS);
        values = new float[kernel.rows()];
        other = new float[kernel.rows()];
    }

    @Override
    public Matrix forward(Matrix rows, ForwardMode pass) {
        input = rows;
        bias.load();
        pooled = output.matrix(rows.rows(), values.length);
        pass.product(rows, kernel.matrix(), pooled);
        for (int row = 0; row < rows.rows(); row++) {
            pooled.read(row, values);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.tanh(values[i] + bias.values()[i]);
            }
            pooled.write(row, values);
        }
        return pooled;
    }

    @Override
    public void backward(Matrix gradient, Matrix inputGradient) {
        bias.clearGradient();
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            pooled.read(row, other);
            for (int i = 0; i < values.length; i++) {
                values[i] *= 1 - other[i] * other[i];
            }
            Rows.add(bias.gradient(), values, values.length);
            gradient.write(row, values);
        }
        bias.storeGradient();
        Blas.product(input.transposed(), gradient, kernel.gradient());
        Blas.addProduct(gradient, kernel.matrix().transposed(), inputGradient);
    }

    @Override
    public void free() {
        output.free();
    }
}
