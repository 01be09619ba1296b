package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import java.util.SortedMap;

/** Maps a minibatch to the rows that the heads read. */
public interface Encoder {
    /**
     * Writes [B + M, H] to {@code output}: the sequence row of each example, followed by the row of each masked
     * position.
     */
    void forward(PackedBatch batch, Matrix output, ForwardMode pass);

    /**
     * Writes the rows of {@link #forward}, [B + M, H], as each of several layers yields them, and computes no layer above
     * the highest. A backward pass cannot follow.
     *
     * @param outputs by layer, at least one: 0 for the embeddings, 1 to L for the layers
     */
    void states(PackedBatch batch, SortedMap<Integer, Matrix> outputs, ForwardMode pass);

    /**
     * Writes the gradients of its parameters, from the gradient [B + M, H] of the last training pass's output. Adds to
     * the gradient of the word embeddings if a head that uses them as decoder has written there.
     */
    void backward(Matrix gradient);

    /** Frees the memory that passes took. */
    void free();
}
