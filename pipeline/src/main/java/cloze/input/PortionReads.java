package cloze.input;

import cloze.parallel.JavaSerialized;
import cloze.platform.ScalaSequences;
import cloze.table.FileNameEncoding;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SerializableWritable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Reads files in Spark tasks, spreading the bytes evenly over all cores regardless of file sizes. */
public final class PortionReads {
    /** Portions per core: enough that one slow core does not keep the others waiting at the end. */
    private static final int PORTIONS_PER_CORE = 3;

    /** A task takes longer to start than to read so many bytes. */
    private static final long MIN_SHARE = 1 << 16;

    /** Above any file. Keeps sums of a setting of Spark's, which may be any number, from overflowing. */
    private static final long MAX_OPEN_COST = 1L << 40;

    private PortionReads() {}

    /**
     * Opens a range for reading its rows.
     *
     * @param <T> type of a row
     */
    public interface Opener<T> extends Serializable {
        /** Opens {@code range}; called on an executor. */
        RangeRows<T> open(FileRange range, Unpacking unpacking) throws IOException;
    }

    /**
     * Plans the rows of all {@code sources}; opens no file and runs no Spark job. With {@link Portion.Order#AS_LISTED},
     * the rows are in the order of the files.
     */
    public static <T> JavaRDD<T> plan(
            SparkSession spark, List<Portion.Source> sources, Portion.Order order, Opener<T> opener) {
        var hadoop = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        FlatMapFunction<SerializableWritable<JavaSerialized<Portion>>, T> read = portion -> {
            FileNameEncoding.requireComplete();
            var rows = new PortionRows<>(JavaSerialized.value(portion).ranges(), opener, new Unpacking(hadoop.value()));
            TaskCompletionListener close = context -> close(rows);
            TaskContext.get().addTaskCompletionListener(close);
            return rows;
        };
        return portions(spark, divide(spark, sources, order)).toJavaRDD().flatMap(read);
    }

    /** Applies Spark's rule for the size of a task, with several tasks per core. */
    private static List<Portion> divide(SparkSession spark, List<Portion.Source> sources, Portion.Order order) {
        var sql = spark.sessionState().conf();
        long openCost = Math.max(0, Math.min(MAX_OPEN_COST, sql.filesOpenCostInBytes()));
        long bytes = sources.stream()
                .mapToLong(source -> source.file().length() + openCost)
                .sum();
        long share = bytes / ((long) PORTIONS_PER_CORE * spark.sparkContext().defaultParallelism());
        long target = Math.max(MIN_SHARE, Math.max(openCost, share));
        return Portion.divide(sources, Math.max(1, Math.min(sql.filesMaxPartitionBytes(), target)), openCost, order);
    }

    private static RDD<SerializableWritable<JavaSerialized<Portion>>> portions(
            SparkSession spark, List<Portion> portions) {
        ClassTag<SerializableWritable<JavaSerialized<Portion>>> tag =
                ClassTag$.MODULE$.apply(SerializableWritable.class);
        return spark.sparkContext().makeRDD(ScalaSequences.of(placed(portions)), tag);
    }

    /**
     * Returns portions with their hosts.
     *
     * @param <S> the sequence of strings that Spark asks for: of any kind with Scala 2.12, immutable with 2.13
     */
    @SuppressWarnings("unchecked") // an immutable list is both
    private static <S> List<Tuple2<SerializableWritable<JavaSerialized<Portion>>, S>> placed(List<Portion> portions) {
        List<Tuple2<SerializableWritable<JavaSerialized<Portion>>, S>> placed = new ArrayList<>();
        for (Portion portion : portions) {
            placed.add(new Tuple2<>(JavaSerialized.of(portion), (S) ScalaSequences.of(portion.hosts())));
        }
        return placed;
    }

    private static void close(PortionRows<?> rows) {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
