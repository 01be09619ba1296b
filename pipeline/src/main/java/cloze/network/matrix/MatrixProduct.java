package cloze.network.matrix;

import java.util.List;

/**
 * A matrix product of a training step, [rows, inner] [inner, columns].
 *
 * @param name what it computes
 * @param form which operands are stored transposed
 * @param times how often a step makes it, on operands of their own
 */
record MatrixProduct(String name, int rows, int inner, int columns, Form form, int times) {

    /** How the operands are stored. */
    enum Form {
        /** Both as multiplied. */
        PLAIN,
        /** The left one transposed: the gradient of a right operand. */
        LEFT_TRANSPOSED,
        /** The right one transposed: the gradient of a left operand. */
        RIGHT_TRANSPOSED
    }

    /** A product of a forward pass, and the two of the backward pass that give its operands' gradients. */
    static List<MatrixProduct> withGradients(String name, int rows, int inner, int columns, int times) {
        return List.of(
                new MatrixProduct(name, rows, inner, columns, Form.PLAIN, times),
                new MatrixProduct(name + ", left gradient", rows, columns, inner, Form.RIGHT_TRANSPOSED, times),
                new MatrixProduct(name + ", right gradient", inner, rows, columns, Form.LEFT_TRANSPOSED, times));
    }

    /** Multiplications and additions of all its times. */
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
