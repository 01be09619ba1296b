package cloze.network.block;

import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The integers of a graph input. */
public final class Ints {
    private Ints() {}

    /** All elements in 'c' order. */
    public static int[] of(INDArray input) {
        INDArray plain = input;
        if (plain.dataType() != DataType.INT32) {
            plain = plain.castTo(DataType.INT32);
        }
        if (plain.ordering() != 'c' || plain.isView()) {
            plain = plain.dup('c');
        }
        int[] values = new int[(int) plain.length()];
        new IntPointer(plain.data().addressPointer()).get(values);
        return values;
    }
}
