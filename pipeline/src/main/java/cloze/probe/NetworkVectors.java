package cloze.probe;

import static org.apache.spark.sql.functions.col;

import cloze.inference.ServedModel;
import cloze.inference.TextVectors;
import cloze.inference.VectorKind;
import cloze.parallel.SharedValue;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * All vectors of a network for the texts of a task. Executors compute them once, with one pass per text.
 *
 * @param model name of the network in tables
 * @param network broadcast to the executors
 * @param kinds of the vectors
 * @param vectors persisted: the columns of {@link LabelledTexts} except the texts, and {@link #VECTORS}
 */
record NetworkVectors(String model, SharedValue<ServedModel> network, List<VectorKind> kinds, Dataset<Row> vectors)
        implements AutoCloseable {
    /** An array with a vector [H] of each kind. */
    static final String VECTORS = "vectors";

    /** Texts differ in length: several parts per core keep all cores busy to the end. */
    private static final int PARTS_PER_CORE = 4;

    /** Computes the vectors. Runs a Spark job. */
    static NetworkVectors of(LabelledTexts texts, String model, ServedModel network, TextVectors reading) {
        SparkSession spark = texts.rows().sparkSession();
        SharedValue<ServedModel> shared = SharedValue.of(spark, network);
        Dataset<Row> spread = texts.rows()
                .repartition(PARTS_PER_CORE * spark.sparkContext().defaultParallelism(), col(LabelledTexts.POSITION));
        Dataset<Row> vectors = reading.append(spread, shared, VECTORS)
                .drop(LabelledTable.TEXT, LabelledTable.TEXT_B)
                .persist(StorageLevel.MEMORY_AND_DISK());
        vectors.count();
        return new NetworkVectors(model, shared, reading.kinds(), vectors);
    }

    /** Cuts out the vectors of the kind at {@code index}. */
    VectorFeatures features(int index) {
        return VectorFeatures.of(vectors, model, kinds.get(index), index);
    }

    @Override
    public void close() {
        vectors.unpersist();
        network.destroy();
    }
}
