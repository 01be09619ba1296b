package cloze.network;

/** What a head does to each of its rows before the output layer. */
interface RowBlock {
    /** {@code input} [rows, H] → [rows, H]. */
    Matrix forward(Matrix input, Pass pass);

    /** Writes the parameters' gradients and {@code inputGradient} [rows, H]; {@code gradient}, the output's, is overwritten. */
    void backward(Matrix gradient, Matrix inputGradient);

    void free();
}
