package cloze.network.matrix;

/**
 * A row-major view of native floats.
 *
 * @param floats the memory
 * @param offset index of the first element, in floats
 * @param rows stored rows
 * @param columns stored columns
 * @param stride floats from one stored row to the next
 * @param isTransposed whether products exchange rows and columns
 */
public record Matrix(Floats floats, long offset, int rows, int columns, int stride, boolean isTransposed) {

    public static Matrix of(Floats floats, long offset, int rows, int columns) {
        return new Matrix(floats, offset, rows, columns, columns, false);
    }

    public Matrix transposed() {
        return new Matrix(floats, offset, rows, columns, stride, !isTransposed);
    }

    /** Returns the stored rows {@code from} to {@code from + count}, exclusive. */
    public Matrix rows(int from, int count) {
        return new Matrix(floats, offset + (long) from * stride, count, columns, stride, isTransposed);
    }

    /** Returns the stored columns {@code from} to {@code from + count}, exclusive. */
    public Matrix columns(int from, int count) {
        return new Matrix(floats, offset + from, rows, count, stride, isTransposed);
    }

    /** Returns the rows {@code from} to {@code from + count}, exclusive, as seen by a product. */
    Matrix heights(int from, int count) {
        return isTransposed ? columns(from, count) : rows(from, count);
    }

    /** Returns the columns {@code from} to {@code from + count}, exclusive, as seen by a product. */
    Matrix widths(int from, int count) {
        return isTransposed ? rows(from, count) : columns(from, count);
    }

    /** Returns the number of rows as seen by a product. */
    int height() {
        return isTransposed ? columns : rows;
    }

    /** Returns the number of columns as seen by a product. */
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
