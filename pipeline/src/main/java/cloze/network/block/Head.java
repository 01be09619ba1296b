package cloze.network.block;

import cloze.dataset.Task;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** Learns one task from the encoder's rows: classifies some of them, and contributes its weighted loss to the network's. */
public interface Head {
    /** Returns what the head learns; no other head of a network learns it. */
    Task task();

    /** Classifies its rows of {@code encoded} [B + M, H]. Returns their weighted loss, a summand of the network's. */
    double forward(Matrix encoded, PackedBatch batch, ForwardMode pass);

    /** Computes only the logits of its rows of {@code encoded} [B + M, H], each the same bits in any minibatch, for {@link #logits}. */
    void answer(Matrix encoded, PackedBatch batch);

    /**
     * Writes the gradients of its parameters, and adds those of its rows to {@code encodedGradient} [B + M, H], of the weighted loss of the last
     * training pass.
     */
    void backward(Matrix encodedGradient);

    /** Returns what the last pass found, row by row. */
    Classification classification();

    /** Returns the logits [classes] of its {@code row}-th row, after a pass without a backward one. */
    float[] logits(int row);

    /** Frees the memory that passes took. */
    void free();
}
