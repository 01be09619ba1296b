package cloze.network.block;

import cloze.network.kernel.Rows;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Vector;

/** Norm(residual + dropout(branch + bias)), the end of each half of a transformer layer. */
final class ResidualNorm {
    private final Vector bias;
    private final NormRows norm;
    private final Dropout dropout;
    private final Dropout.Place place;
    private final int layer;
    private final Scratch output = new Scratch();
    private final float[] values;
    private final float[] other;
    private final long words;
    private long key;

    ResidualNorm(Vector bias, NormRows norm, Dropout dropout, Dropout.Place place, int layer) {
        this.bias = bias;
        this.norm = norm;
        this.dropout = dropout;
        this.place = place;
        this.layer = layer;
        this.values = new float[bias.values().length];
        this.other = new float[bias.values().length];
        this.words = Dropout.words(bias.values().length);
    }

    /** Returns the matrix [rows, H] to write the branch to before {@link #forward}. */
    Matrix branch(int rows) {
        return norm.begin(rows);
    }

    /** Returns [rows, H] for {@code branch} and {@code residual}, both [rows, H]. */
    Matrix forward(Matrix branch, Matrix residual, long minibatch, ForwardMode pass) {
        bias.load();
        key = Dropout.key(minibatch, place, layer);
        Matrix sum = output.matrix(residual.rows(), values.length);
        for (int row = 0; row < residual.rows(); row++) {
            branch.read(row, values);
            Rows.add(values, bias.values(), values.length);
            if (dropout.isActive(pass)) {
                dropout.apply(values, 0, values.length, key, row * words);
            }
            residual.read(row, other);
            Rows.add(values, other, values.length);
            norm.forward(row, values, other);
            sum.write(row, other);
        }
        return sum;
    }

    /** Turns the gradient of the output into that of the residual, in place, and writes the gradient of the branch. */
    void backward(Matrix gradient, Matrix branchGradient) {
        norm.beginBackward();
        bias.clearGradient();
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            norm.backward(row, values);
            gradient.write(row, values);
            if (dropout.isActive(ForwardMode.TRAINING)) {
                dropout.apply(values, 0, values.length, key, row * words);
            }
            Rows.add(bias.gradient(), values, values.length);
            branchGradient.write(row, values);
        }
        bias.storeGradient();
        norm.endBackward();
    }

    void free() {
        output.free();
        norm.free();
    }
}
