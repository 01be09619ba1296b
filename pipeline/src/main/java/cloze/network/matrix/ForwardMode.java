package cloze.network.matrix;

/** The purpose of a forward pass, which determines how rows of tokens are multiplied. */
public class ForwardMode {
    /** With dropout, and keeping what the backward pass needs. */
    public static final ForwardMode TRAINING = new ForwardMode();

    /** Without dropout and without a backward pass. */
    public static final ForwardMode INFERENCE = new ForwardMode();

    public static ForwardMode of(boolean training) {
        return training ? TRAINING : INFERENCE;
    }

    /** Computes {@code result = left right}, where {@code left} has one row per token. */
    public final void product(Matrix left, Matrix right, Matrix result) {
        product(left, right, 0, result);
    }

    /** Computes {@code result = left right + result}, where {@code left} has one row per token. */
    public final void addProduct(Matrix left, Matrix right, Matrix result) {
        product(left, right, 1, result);
    }

    /** Computes {@code result = left right + keep result}. */
    public void product(Matrix left, Matrix right, float keep, Matrix result) {
        Blas.product(1, left, right, keep, result);
    }
}
