package cloze.parallel;

import java.io.Serializable;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A value that is broadcast to executors by {@link JavaSerialized}. Closures capture it and call {@link #value}.
 *
 * @param <T> type of the value, which must be serializable
 */
public final class SharedValue<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableWritable<JavaSerialized<T>>> broadcast;

    private SharedValue(Broadcast<SerializableWritable<JavaSerialized<T>>> broadcast) {
        this.broadcast = broadcast;
    }

    /** Broadcasts {@code value} to the executors of {@code context}. */
    public static <T> SharedValue<T> of(JavaSparkContext context, T value) {
        return new SharedValue<>(context.broadcast(JavaSerialized.of(value)));
    }

    /** Broadcasts {@code value} to the executors of {@code spark}. */
    public static <T> SharedValue<T> of(SparkSession spark, T value) {
        return of(JavaSparkContext.fromSparkContext(spark.sparkContext()), value);
    }

    /** Returns the value. The tasks of a process share one. */
    public T value() {
        return JavaSerialized.value(broadcast.value());
    }

    /** Removes the value everywhere. It must not be used afterwards. */
    public void destroy() {
        broadcast.destroy();
    }
}
