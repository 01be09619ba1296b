package cloze.network.block;

import cloze.network.matrix.Floats;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;

/** Logits [M, V] in native memory, in blocks of neighbouring classes that lie one behind the other, each row-major. */
final class LogitBlocks {
    private final Scratch memory = new Scratch();
    private final int classes;
    private Floats floats = memory.floats(1);
    private int rows;
    private int width;

    /** @param classes V */
    LogitBlocks(int classes) {
        this.classes = classes;
        this.width = classes;
    }

    /**
     * Makes room.
     *
     * @param rowCount M
     * @param blockWidth classes of a block; the last one may have fewer
     */
    void shape(int rowCount, int blockWidth) {
        floats = memory.floats((long) rowCount * classes);
        rows = rowCount;
        width = blockWidth;
    }

    int count() {
        return (classes + width - 1) / width;
    }

    /** The first class of block {@code index}. */
    int first(int index) {
        return index * width;
    }

    /** Block {@code index}, [M, its classes]. */
    Matrix block(int index) {
        int first = first(index);
        return Matrix.of(floats, (long) rows * first, rows, Math.min(width, classes - first));
    }

    /** Logits [V] of one row. */
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
