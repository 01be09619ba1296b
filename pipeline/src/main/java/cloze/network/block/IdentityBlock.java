package cloze.network.block;

import cloze.network.kernel.Rows;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** Passes rows through unchanged. The heads of the seed experiment read the encoder's rows as they are. */
final class IdentityBlock implements RowBlock {
    private final float[] values;
    private final float[] sum;

    IdentityBlock(int hidden) {
        values = new float[hidden];
        sum = new float[hidden];
    }

    @Override
    public Matrix forward(Matrix input, ForwardMode pass) {
        return input;
    }

    @Override
    public void backward(Matrix gradient, Matrix inputGradient) {
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            inputGradient.read(row, sum);
            Rows.add(sum, values, sum.length);
            inputGradient.write(row, sum);
        }
    }

    @Override
    public void free() {
        // Holds no memory.
    }
}
