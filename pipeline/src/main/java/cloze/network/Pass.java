package cloze.network;

/** What a forward pass is for, and with it how rows of tokens are multiplied. */
class Pass {
    /** Dropout acts, and what the backward pass needs is kept. */
    static final Pass TRAINING = new Pass();

    /** No dropout; no backward pass follows. */
    static final Pass INFERENCE = new Pass();

    static Pass of(boolean training) {
        return training ? TRAINING : INFERENCE;
    }

    /** {@code result = left right}, for {@code left} with a row per token. */
    final void product(Matrix left, Matrix right, Matrix result) {
        product(left, right, 0, result);
    }

    /** {@code result = left right + result}, for {@code left} with a row per token. */
    final void addProduct(Matrix left, Matrix right, Matrix result) {
        product(left, right, 1, result);
    }

    /** {@code result = left right + keep result}. */
    void product(Matrix left, Matrix right, float keep, Matrix result) {
        Blas.product(1, left, right, keep, result);
    }
}
