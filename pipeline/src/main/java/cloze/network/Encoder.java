package cloze.network;

/** Turns a minibatch into the rows that the heads read. */
interface Encoder {
    /** Writes [R, H] to {@code output}: B sequence rows, then M masked rows, or one row of zeros when nothing is masked. */
    void forward(PackedBatch batch, Matrix output, Pass pass);

    /** Writes the gradients of all parameters, from the gradient [R, H] of the last training pass's output. */
    void backward(Matrix gradient);

    /** Gives the memory back that passes took. */
    void free();
}
