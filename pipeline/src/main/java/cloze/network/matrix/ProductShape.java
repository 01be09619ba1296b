package cloze.network.matrix;

/**
 * What BLAS knows of a product besides its number of rows: the layout of the right operand, and the factor of the
 * result's old content.
 */
record ProductShape(int rows, int columns, int stride, boolean isTransposed, float keep) {
    static ProductShape of(Matrix right, float keep) {
        return new ProductShape(right.rows(), right.columns(), right.stride(), right.isTransposed(), keep);
    }

    /** Returns the size of the right operand's memory, in floats. */
    long length() {
        return (long) rows * stride;
    }

    /** Returns the right operand in {@code memory}. */
    Matrix right(Floats memory) {
        return new Matrix(memory, 0, rows, columns, stride, isTransposed);
    }
}
