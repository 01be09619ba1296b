package cloze.pretrain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.artifact.PreparedExamples;
import cloze.config.NetworkConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.error.InvalidInputException;
import cloze.evaluate.Evaluator;
import cloze.train.HeldOutMeasure;
import cloze.train.log.TaskMetrics;
import cloze.train.state.RunState;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures weights on validation examples during training. The order of the sums does not depend on the cluster:
 * examples are assigned to a fixed number of partitions by id, and sorted there.
 */
public final class HeldOutExamples implements HeldOutMeasure, AutoCloseable {
    private static final int PARTITIONS = 8;
    private static final int BATCH_SIZE = 64;

    private final NetworkConfig network;
    private final Dataset<Row> sample;
    private final JavaSparkContext context;

    /** @param count number of examples to measure, those with the smallest hashes; 0 means all */
    public HeldOutExamples(PreparedExamples examples, NetworkConfig network, int count) {
        this.network = network;
        Dataset<Row> all = examples.masked(Documents.VALIDATION);
        Dataset<Row> chosen = count == 0
                ? all
                : all.orderBy(xxhash64(col(SentencePairs.EXAMPLE_ID)), col(SentencePairs.EXAMPLE_ID))
                        .limit(count);
        this.sample = chosen.repartition(PARTITIONS, col(SentencePairs.EXAMPLE_ID))
                .sortWithinPartitions(SentencePairs.EXAMPLE_ID)
                .persist(StorageLevel.MEMORY_AND_DISK());
        this.context = JavaSparkContext.fromSparkContext(examples.spark().sparkContext());
        if (sample.isEmpty()) {
            throw new InvalidInputException(
                    "prepared = %s: expected validation examples for training.early-stopping, found none; prepare with a larger corpus.validation-fraction, or set training.early-stopping.every = 0"
                            .formatted(examples.prepared()));
        }
    }

    @Override
    public TaskMetrics measure(RunState state) {
        return state.withParameters(
                context, parameters -> TaskMetrics.of(new Evaluator(network, parameters, BATCH_SIZE).score(sample)));
    }

    @Override
    public void close() {
        sample.unpersist();
    }
}
