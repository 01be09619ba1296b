package cloze.corpus;

import cloze.corpus.read.FoundTexts;
import cloze.corpus.read.Portion;
import cloze.corpus.read.RangeReader;
import cloze.corpus.read.ReadRules;
import cloze.parallel.JavaSerialized;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SerializableWritable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Reads files as {@link FoundTexts}, spreading the bytes evenly over all cores regardless of file sizes. */
final class ReadFiles {
    /** Portions per core: enough that one slow core does not keep the others waiting at the end. */
    private static final int PORTIONS_PER_CORE = 3;

    private ReadFiles() {}

    /** Plans; opens no file and runs no Spark job. */
    static Dataset<Row> plan(SparkSession spark, List<Portion.Source> sources, ReadRules rules) {
        var hadoop = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        FlatMapFunction<SerializableWritable<JavaSerialized<Portion>>, Row> read = portion -> {
            var reader = new RangeReader(JavaSerialized.value(portion).ranges(), rules, hadoop.value());
            TaskCompletionListener close = context -> close(reader);
            TaskContext.get().addTaskCompletionListener(close);
            return reader;
        };
        RDD<Row> found = portions(spark, divide(spark, sources))
                .toJavaRDD()
                .flatMap(read)
                .rdd();
        return spark.createDataset(found, FoundTexts.CONTRACT.encoder()).toDF();
    }

    /** Applies Spark's rule for the size of a task, with several tasks per core. */
    private static List<Portion> divide(SparkSession spark, List<Portion.Source> sources) {
        var sql = spark.sessionState().conf();
        long openCost = sql.filesOpenCostInBytes();
        long bytes = sources.stream()
                .mapToLong(source -> source.file().length() + openCost)
                .sum();
        long share = bytes / ((long) PORTIONS_PER_CORE * spark.sparkContext().defaultParallelism());
        return Portion.divide(sources, Math.min(sql.filesMaxPartitionBytes(), Math.max(openCost, share)), openCost);
    }

    private static RDD<SerializableWritable<JavaSerialized<Portion>>> portions(SparkSession spark, List<Portion> portions) {
        List<Tuple2<SerializableWritable<JavaSerialized<Portion>>, Seq<String>>> placed = new ArrayList<>();
        for (Portion portion : portions) {
            placed.add(new Tuple2<>(JavaSerialized.of(portion), scalaSeq(portion.hosts())));
        }
        ClassTag<SerializableWritable<JavaSerialized<Portion>>> tag =
                ClassTag$.MODULE$.apply(SerializableWritable.class);
        return spark.sparkContext().makeRDD(scalaSeq(placed), tag);
    }

    private static <T> Seq<T> scalaSeq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }

    private static void close(RangeReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
