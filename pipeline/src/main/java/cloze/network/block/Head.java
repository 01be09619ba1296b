package cloze.network.block;

import cloze.dataset.Task;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** What is learnt from the encoder's rows: a classification of some of them, whose weighted loss is a part of the network's. */
public interface Head {
    /** What it predicts. Its own parameters are that part of the {@link cloze.network.parameter.ParameterLayout}; no other head has them. */
    Task task();

    /** Classifies its rows of {@code encoded} [B + M, H]; returns their loss, weighted as it counts in the network's. */
    double forward(Matrix encoded, PackedBatch batch, ForwardMode pass);

    /** Computes the logits alone of its rows of {@code encoded} [B + M, H], each the same bits in any minibatch: {@link #logits} has them. */
    void answer(Matrix encoded, PackedBatch batch);

    /**
     * Writes the gradients of its parameters, and adds those of its rows to {@code encodedGradient} [B + M, H], of the weighted loss of the last
     * training pass.
     */
    void backward(Matrix encodedGradient);

    /** What the last pass found, row by row. */
    Classification classification();

    /** Logits [classes] of its {@code row}-th row, after a pass without a backward one. */
    float[] logits(int row);

    /** Gives the memory back that passes took. */
    void free();
}
