package cloze.network.matrix;

/** What BLAS knows of a product beside its number of rows: the form of the right operand, and whether the result's old content counts. */
record ProductShape(int rows, int columns, int stride, boolean isTransposed, float keep) {
    static ProductShape of(Matrix right, float keep) {
        return new ProductShape(right.rows(), right.columns(), right.stride(), right.isTransposed(), keep);
    }

    /** Floats that a right operand takes. */
    long length() {
        return (long) rows * stride;
    }

    /** The right operand in {@code memory}. */
    Matrix right(Floats memory) {
        return new Matrix(memory, 0, rows, columns, stride, isTransposed);
    }
}
