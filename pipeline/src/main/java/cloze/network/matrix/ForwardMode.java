package cloze.network.matrix;

/** What a forward pass is for, and with it how rows of tokens are multiplied. */
public class ForwardMode {
    /** Dropout acts, and what the backward pass needs is kept. */
    public static final ForwardMode TRAINING = new ForwardMode();

    /** No dropout; no backward pass follows. */
    public static final ForwardMode INFERENCE = new ForwardMode();

    public static ForwardMode of(boolean training) {
        return training ? TRAINING : INFERENCE;
    }

    /** {@code result = left right}, for {@code left} with a row per token. */
    public final void product(Matrix left, Matrix right, Matrix result) {
        product(left, right, 0, result);
    }

    /** {@code result = left right + result}, for {@code left} with a row per token. */
    public final void addProduct(Matrix left, Matrix right, Matrix result) {
        product(left, right, 1, result);
    }

    /** {@code result = left right + keep result}. */
    public void product(Matrix left, Matrix right, float keep, Matrix result) {
        Blas.product(1, left, right, keep, result);
    }
}
