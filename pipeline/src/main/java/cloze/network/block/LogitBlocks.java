package cloze.network.block;

import cloze.network.matrix.Floats;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;

/** Logits [M, V] in native memory, stored as consecutive blocks of adjacent classes, each row-major. */
final class LogitBlocks {
    private final Scratch memory = new Scratch();
    private final int classes;
    private Floats floats = memory.floats(1);
    private int rows;
    private int width;

    /** @param classes V, the number of classes */
    LogitBlocks(int classes) {
        this.classes = classes;
        this.width = classes;
    }

    /**
     * Allocates memory for the given shape.
     *
     * @param rowCount M, the number of rows
     * @param blockWidth number of classes per block; the last block may have fewer
     */
    void shape(int rowCount, int blockWidth) {
        floats = memory.floats((long) rowCount * classes);
        rows = rowCount;
        width = blockWidth;
    }

    int count() {
        return (classes + width - 1) / width;
    }

    /** Returns the first class of block {@code index}. */
    int first(int index) {
        return index * width;
    }

    /** Returns block {@code index}, [M, classes of the block]. */
    Matrix block(int index) {
        int first = first(index);
        return Matrix.of(floats, (long) rows * first, rows, Math.min(width, classes - first));
    }

    /** Returns the logits [V] of one row. */
    float[] row(int row) {
        float[] values = new float[classes];
        float[] part = new float[width];
        for (int i = 0; i < count(); i++) {
            Matrix block = block(i);
            block.read(row, part);
            System.arraycopy(part, 0, values, first(i), block.columns());
        }
        return values;
    }

    void free() {
        memory.free();
        floats = memory.floats(1);
    }
}
