package cloze.network.matrix;

import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A stretch of native memory holding floats, seen by BLAS as pointers and by the row kernels as bulk copies. Threads may use
 * different parts of it at the same time.
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

    /** Fresh memory of undefined content. */
    static Floats allocate(long length) {
        FloatPointer pointer = new FloatPointer(length);
        ALLOCATED.addAndGet(length * BYTES);
        return new Floats(pointer, pointer, length);
    }

    /** The memory of a contiguous array, shared with it. */
    public static Floats over(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("The network computes in FLOAT, found an array of " + array.dataType());
        }
        return new Floats(array.data().addressPointer(), array, array.length());
    }

    /** Bytes of this process in memory of {@link #allocate} that has not been given back. */
    public static long allocatedBytes() {
        return ALLOCATED.get();
    }

    private static FloatPointer view(Pointer memory, long length) {
        FloatPointer view = new FloatPointer(memory);
        view.position(0).limit(length).capacity(length);
        return view;
    }

    long length() {
        return length;
    }

    /** The memory from {@code offset} on. */
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
            // Not at(offset): memset takes a position for bytes.
            Pointer.memset(view(memory, length).getPointer(offset), 0, count * BYTES);
        }
    }

    /** Gives memory of {@link #allocate} back at once; arrays keep theirs. */
    void free() {
        if (owner == memory) {
            memory.deallocate();
            ALLOCATED.addAndGet(-length * BYTES);
        }
    }
}
