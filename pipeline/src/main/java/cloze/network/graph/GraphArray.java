package cloze.network.graph;

import cloze.network.matrix.Floats;
import cloze.network.matrix.Matrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Memory that a vertex hands to the graph: activations or their gradients. Allocated once and reused while it fits, so an array of one
 * pass is overwritten by the next. Outgrown memory is left to the collector, since the graph may still hold it.
 */
public final class GraphArray {
    private INDArray memory = Nd4j.createUninitialized(DataType.FLOAT, 1);
    private Floats floats = Floats.over(memory);
    private INDArray current = memory;

    /** Makes room for {@code rows} x {@code columns} and returns it. */
    public Matrix matrix(int rows, int columns) {
        long length = (long) rows * columns;
        if (memory.length() < length) {
            memory = Nd4j.createUninitialized(DataType.FLOAT, length);
            floats = Floats.over(memory);
        }
        INDArray part = memory.length() == length ? memory : memory.get(NDArrayIndex.interval(0, length));
        current = part.reshape('c', rows, columns);
        return Matrix.of(floats, 0, rows, columns);
    }

    /** Gives the memory back: no array of an earlier pass is read any more. */
    void free() {
        if (memory.closeable()) {
            memory.close();
        }
        memory = Nd4j.createUninitialized(DataType.FLOAT, 1);
        floats = Floats.over(memory);
        current = memory;
    }

    /** The array behind the last {@link #matrix}. */
    INDArray array() {
        return current;
    }
}
