package cloze.network.matrix;

/**
 * A row-major window on native floats.
 *
 * @param floats the memory
 * @param offset where the first element lies, in floats
 * @param rows rows as stored
 * @param columns columns as stored
 * @param stride floats from one stored row to the next
 * @param isTransposed whether products see columns as rows
 */
public record Matrix(Floats floats, long offset, int rows, int columns, int stride, boolean isTransposed) {

    public static Matrix of(Floats floats, long offset, int rows, int columns) {
        return new Matrix(floats, offset, rows, columns, columns, false);
    }

    public Matrix transposed() {
        return new Matrix(floats, offset, rows, columns, stride, !isTransposed);
    }

    /** Stored rows {@code from} to {@code from + count}. */
    public Matrix rows(int from, int count) {
        return new Matrix(floats, offset + (long) from * stride, count, columns, stride, isTransposed);
    }

    /** Stored columns {@code from} to {@code from + count}. */
    public Matrix columns(int from, int count) {
        return new Matrix(floats, offset + from, rows, count, stride, isTransposed);
    }

    /** Rows {@code from} to {@code from + count} as a product sees them. */
    Matrix heights(int from, int count) {
        return isTransposed ? columns(from, count) : rows(from, count);
    }

    /** Columns {@code from} to {@code from + count} as a product sees them. */
    Matrix widths(int from, int count) {
        return isTransposed ? rows(from, count) : columns(from, count);
    }

    /** Rows as a product sees them. */
    int height() {
        return isTransposed ? columns : rows;
    }

    /** Columns as a product sees them. */
    int width() {
        return isTransposed ? rows : columns;
    }

    public void read(int row, float[] target) {
        floats.read(offset + (long) row * stride, target, columns);
    }

    public void write(int row, float[] source) {
        floats.write(offset + (long) row * stride, source, columns);
    }

    /** Writes {@code source} into every row. */
    public void fill(float[] source) {
        for (int row = 0; row < rows; row++) {
            write(row, source);
        }
    }

    public void zero() {
        if (stride == columns) {
            floats.zero(offset, (long) rows * columns);
            return;
        }
        for (int row = 0; row < rows; row++) {
            floats.zero(offset + (long) row * stride, columns);
        }
    }
}
