package cloze.network.matrix;

import java.util.List;

/**
 * A matrix product of a training step, [rows, inner] [inner, columns].
 *
 * @param name what it computes
 * @param form which operands are stored transposed
 * @param times number of such products per step, each with its own operands
 */
record MatrixProduct(String name, int rows, int inner, int columns, Form form, int times) {

    /** How the operands are stored. */
    enum Form {
        /** Neither operand is transposed. */
        PLAIN,
        /** The left operand is transposed, as in the gradient of a right operand. */
        LEFT_TRANSPOSED,
        /** The right operand is transposed, as in the gradient of a left operand. */
        RIGHT_TRANSPOSED
    }

    /**
     * Returns a product of the forward pass, and the two products of the backward pass that compute the gradients of
     * its operands.
     */
    static List<MatrixProduct> withGradients(String name, int rows, int inner, int columns, int times) {
        return List.of(
                new MatrixProduct(name, rows, inner, columns, Form.PLAIN, times),
                new MatrixProduct(name + ", left gradient", rows, columns, inner, Form.RIGHT_TRANSPOSED, times),
                new MatrixProduct(name + ", right gradient", inner, rows, columns, Form.LEFT_TRANSPOSED, times));
    }

    /** Returns the floating-point operations of all {@code times} products. */
    double operations() {
        return 2.0 * rows * inner * columns * times;
    }

    long leftLength() {
        return (long) rows * inner;
    }

    long rightLength() {
        return (long) inner * columns;
    }

    long resultLength() {
        return (long) rows * columns;
    }
}
