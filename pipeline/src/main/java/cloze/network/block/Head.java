package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/**
 * Learns one task from the encoder's rows. Classifies some of them, and contributes its weighted loss to that of the
 * network.
 */
public interface Head {
    /**
     * Classifies its rows of {@code encoded} [B + M, H], and returns their weighted loss, a summand of the network's
     * loss.
     */
    double forward(Matrix encoded, PackedBatch batch, ForwardMode pass);

    /**
     * Computes only the logits of its rows of {@code encoded} [B + M, H], for {@link #logits}. Each has the same bits
     * in any minibatch.
     */
    void answer(Matrix encoded, PackedBatch batch);

    /**
     * Writes the gradients of its parameters, and adds those of its rows to {@code encodedGradient} [B + M, H]. They
     * are gradients of the weighted loss of the last training pass.
     */
    void backward(Matrix encodedGradient);

    /** Returns the result of the last pass for each row. */
    Classification classification();

    /** Returns the logits [classes] of row {@code row}, after a pass without a backward pass. */
    float[] logits(int row);

    /** Frees the memory that passes took. */
    void free();
}
