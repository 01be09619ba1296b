package cloze.network.matrix;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A range of native memory that holds floats. BLAS accesses it through pointers, and the row kernels through bulk
 * copies. Threads may use different parts of it concurrently.
 */
public final class Floats {
    private static final long BYTES = Float.BYTES;
    private static final AtomicLong ALLOCATED = new AtomicLong();

    private final Pointer memory;
    private final Object owner;
    private final long length;
    private final FloatBuffer buffer;

    private Floats(Pointer memory, Object owner, long length) {
        if (length * BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "One matrix would need %d floats, more than 2 GB: use a smaller minibatch".formatted(length));
        }
        this.memory = memory;
        this.owner = owner;
        this.length = length;
        this.buffer = view(memory, length).asBuffer();
    }

    /** Allocates memory with undefined content. */
    static Floats allocate(long length) {
        FloatPointer pointer = new FloatPointer(length);
        ALLOCATED.addAndGet(length * BYTES);
        return new Floats(pointer, pointer, length);
    }

    /** Shares the memory of {@code array}, which must hold contiguous floats in c order. Valid as long as the array lives. */
    public static Floats over(INDArray array) {
        return new Floats(pointer(array), array, array.length());
    }

    /** Copies all elements of {@code array}, in c order. Deeplearning4j itself moves one element at a time. */
    public static float[] copyOf(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        pointer(array).get(values);
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
        pointer(array).put(values);
    }

    /**
     * Returns {@code count} elements of {@code array} from {@code from} on, in c order, as a view on its memory. Valid
     * as long as the array is open.
     */
    public static FloatBuffer view(INDArray array, long from, int count) {
        // An empty array has no memory.
        return count == 0
                ? FloatBuffer.allocate(0)
                : pointer(array).position(from).limit(from + count).asBuffer();
    }

    private static FloatPointer pointer(INDArray array) {
        boolean isInOrder = array.rank() <= 1 || array.ordering() == 'c';
        if (array.dataType() != DataType.FLOAT || !isInOrder || array.elementWiseStride() != 1) {
            throw new IllegalArgumentException("Expected contiguous floats in c order, found %s, order %s, strides %s"
                    .formatted(array.dataType(), array.ordering(), Arrays.toString(array.stride())));
        }
        return new FloatPointer(array.data().addressPointer());
    }

    /** Returns the bytes that this process has allocated with {@link #allocate} and not freed. */
    public static long allocatedBytes() {
        return ALLOCATED.get();
    }

    private static FloatPointer view(Pointer memory, long length) {
        FloatPointer view = new FloatPointer(memory);
        view.position(0).limit(length).capacity(length);
        return view;
    }

    public long length() {
        return length;
    }

    /** Returns a pointer to the memory from {@code offset} on. */
    FloatPointer at(long offset) {
        return view(memory, length).position(offset);
    }

    /** Copies {@code count} floats from {@code offset} to the start of {@code target}. */
    public void read(long offset, float[] target, int count) {
        buffer.get((int) offset, target, 0, count);
    }

    /** Copies the first {@code count} floats of {@code source} to {@code offset}. */
    public void write(long offset, float[] source, int count) {
        buffer.put((int) offset, source, 0, count);
    }

    void zero(long offset, long count) {
        if (count > 0) {
            // Not at(offset): memset interprets a pointer's position in bytes.
            Pointer.memset(view(memory, length).getPointer(offset), 0, count * BYTES);
        }
    }

    /** Frees memory of {@link #allocate} immediately; has no effect on memory shared with an array. */
    void free() {
        if (owner == memory) {
            memory.deallocate();
            ALLOCATED.addAndGet(-length * BYTES);
        }
    }
}
