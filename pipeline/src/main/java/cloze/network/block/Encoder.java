package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** Turns a minibatch into the rows that the heads read. */
public interface Encoder {
    /** Writes [B + M, H] to {@code output}: of each example its sequence row, then of each masked position its row. */
    void forward(PackedBatch batch, Matrix output, ForwardMode pass);

    /**
     * Writes the gradients of its parameters, from the gradient [B + M, H] of the last training pass's output; adds that of the word
     * embeddings to what a head has written there that has them as its decoder.
     */
    void backward(Matrix gradient);

    /** Gives the memory back that passes took. */
    void free();
}
