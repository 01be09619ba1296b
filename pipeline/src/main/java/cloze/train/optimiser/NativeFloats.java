package cloze.train.optimiser;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole copies between native arrays and Java's; Deeplearning4j itself moves one element at a time. */
public final class NativeFloats {
    private NativeFloats() {}

    /** All elements of {@code array}, in c order. */
    public static float[] copyOf(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        try (FloatPointer pointer = pointer(array)) {
            pointer.get(values);
        }
        return values;
    }

    /**
     * Overwrites all elements of {@code array}, in c order.
     *
     * @throws IllegalArgumentException when the lengths differ
     */
    public static void fill(INDArray array, float[] values) {
        if (array.length() != values.length) {
            throw new IllegalArgumentException(
                    "The array has %d elements, the values are %d".formatted(array.length(), values.length));
        }
        try (FloatPointer pointer = pointer(array)) {
            pointer.put(values);
        }
    }

    /** The memory of {@code array} as {@link #pointer} gives it, for bulk copies at any place. */
    static FloatBuffer buffer(INDArray array) {
        return pointer(array).limit(array.length()).capacity(array.length()).asBuffer();
    }

    /** The memory of {@code array}, which must be of floats, contiguous and in c order; valid as long as the array lives. */
    static FloatPointer pointer(INDArray array) {
        boolean inOrder = array.rank() <= 1 || array.ordering() == 'c';
        if (array.dataType() != DataType.FLOAT || !inOrder || array.elementWiseStride() != 1) {
            throw new IllegalArgumentException("Expected contiguous floats in c order, found %s, order %s, strides %s"
                    .formatted(array.dataType(), array.ordering(), java.util.Arrays.toString(array.stride())));
        }
        return new FloatPointer(array.data().addressPointer());
    }
}
