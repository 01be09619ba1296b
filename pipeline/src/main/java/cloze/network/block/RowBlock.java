package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** What a head does to each of its rows before the output layer. */
interface RowBlock {
    /** {@code input} [rows, H] → [rows, H]. */
    Matrix forward(Matrix input, ForwardMode pass);

    /** Writes the parameters' gradients, and adds the input's to {@code inputGradient} [rows, H]; {@code gradient}, the output's, is overwritten. */
    void backward(Matrix gradient, Matrix inputGradient);

    void free();
}
