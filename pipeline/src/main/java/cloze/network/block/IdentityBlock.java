package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** Nothing: the seed experiment's heads read the encoder's rows as they are. */
final class IdentityBlock implements RowBlock {
    private final float[] values;

    IdentityBlock(int hidden) {
        values = new float[hidden];
    }

    @Override
    public Matrix forward(Matrix input, ForwardMode pass) {
        return input;
    }

    @Override
    public void backward(Matrix gradient, Matrix inputGradient) {
        for (int row = 0; row < gradient.rows(); row++) {
            gradient.read(row, values);
            inputGradient.write(row, values);
        }
    }

    @Override
    public void free() {
        // Holds no memory.
    }
}
