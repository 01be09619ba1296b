package cloze.network.block;

import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;

/** Turns a minibatch into the rows that the heads read. */
public interface Encoder {
    /** Writes [R, H] to {@code output}: B sequence rows, then M masked rows, or one row of zeros when nothing is masked. */
    void forward(PackedBatch batch, Matrix output, ForwardMode pass);

    /** Writes the gradients of all parameters, from the gradient [R, H] of the last training pass's output. */
    void backward(Matrix gradient);

    /** Gives the memory back that passes took. */
    void free();
}
