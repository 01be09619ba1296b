package cloze.parallel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.apache.hadoop.io.Writable;
import org.apache.spark.SerializableWritable;

/**
 * Carries a value through Spark by Java serialization, whatever serializer the session uses. Spark sends closures that
 * way, but broadcasts, elements of an RDD and results of tasks by {@code spark.serializer}. Kryo, which many sessions
 * use, cannot read records or immutable collections, and may refuse classes that the session did not register.
 *
 * <p>Spark itself has Kryo send a {@link SerializableWritable} by Java serialization, and registers that class. So a
 * value only has to pose as a {@link Writable}. While it stays in one process it is not copied.
 *
 * @param <T> type of the value, which must be serializable
 */
public final class JavaSerialized<T> implements Writable {
    private T value;

    /** For {@link SerializableWritable}, which creates one before it reads the value. */
    public JavaSerialized() {}

    private JavaSerialized(T value) {
        this.value = value;
    }

    /** Wraps {@code value} to be broadcast, to be an element of an RDD, or to be the result of a task. */
    public static <T> SerializableWritable<JavaSerialized<T>> of(T value) {
        return new SerializableWritable<>(new JavaSerialized<>(value));
    }

    /** Returns the value in {@code wrapped}. */
    public static <T> T value(SerializableWritable<JavaSerialized<T>> wrapped) {
        return wrapped.value().value;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        // SerializableWritable passes the stream of Java serialization.
        ((ObjectOutput) out).writeObject(value);
    }

    @Override
    @SuppressWarnings("unchecked") // written by the method above
    public void readFields(DataInput in) throws IOException {
        try {
            value = (T) ((ObjectInput) in).readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("A class is missing in this process: " + e.getMessage(), e);
        }
    }
}
