package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** A transformation that a head applies to each of its rows before the output layer. */
interface RowBlock {
    /** Maps {@code input} [rows, H] to [rows, H]. */
    Matrix forward(Matrix input, ForwardMode pass);

    /**
     * Writes the gradients of the parameters, and adds that of the input to {@code inputGradient} [rows, H]. Overwrites
     * {@code gradient}, the gradient of the output.
     */
    void backward(Matrix gradient, Matrix inputGradient);

    void free();
}
