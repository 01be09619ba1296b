package cloze.evaluate;

import cloze.ceiling.Ceilings;
import cloze.config.NetworkConfig;
import cloze.dataset.MaskedExamples;
import cloze.dataset.TaskScores;
import cloze.parallel.JavaSerialized;
import cloze.parallel.SharedValue;
import cloze.shard.MaskedExample;
import cloze.table.SmallTable;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates one model. Each non-empty partition runs the network over its examples and returns one mergeable state. The
 * driver merges the states in the order of the partitions.
 */
public final class Evaluator {
    private final JavaSparkContext context;
    private final NetworkConfig network;
    private final List<Tensor> parameters;
    private final int batchSize;

    /**
     * @param network the network of the model
     * @param parameters its weights by name
     * @param batchSize number of examples per forward pass
     */
    public Evaluator(JavaSparkContext context, NetworkConfig network, List<Tensor> parameters, int batchSize) {
        this.context = context;
        this.network = network;
        this.parameters = List.copyOf(parameters);
        this.batchSize = batchSize;
    }

    /** Summarises the minibatches of a partition. */
    @FunctionalInterface
    private interface Summary<S> extends Serializable {
        S of(Iterator<ModelScores> minibatches);
    }

    /** Scores the model on every row of {@code examples}, rows of {@link MaskedExamples}. Runs one Spark job. */
    public TaskScores score(Dataset<Row> examples) {
        var total = new Tally();
        byPartition(examples, minibatches -> {
                    var partition = new Tally();
                    minibatches.forEachRemaining(
                            scores -> IntStream.range(0, scores.examples().size())
                                    .forEach(i -> partition.add(scores.ofExample(i), 1)));
                    return partition;
                })
                .forEach(partition -> total.add(partition, 1));
        return total.scores();
    }

    /**
     * Measures the model on every row of {@code examples}, rows of {@link MaskedExamples}, along with
     * {@code references}. Runs one Spark job.
     *
     * @param samples number of resamplings of the documents for each interval; 0 for no intervals
     * @param seed seed of the resamplings
     */
    public Measurement measure(Dataset<Row> examples, References references, int samples, long seed) {
        SharedValue<References> beside = SharedValue.of(context, references);
        try {
            var total = new Measurement(samples);
            byPartition(examples, minibatches -> {
                        var partition = new Measurement(samples);
                        var scorer = new ExampleScorer(beside.value(), seed, partition);
                        minibatches.forEachRemaining(scorer::add);
                        return partition;
                    })
                    .forEach(total::merge);
            return total;
        } finally {
            beside.destroy();
        }
    }

    /** Runs the network in each non-empty partition, and returns the summaries in the order of the partitions. */
    private <S> List<S> byPartition(Dataset<Row> examples, Summary<S> summary) {
        SharedValue<ScoringModel> model = SharedValue.of(context, new ScoringModel(network, parameters));
        int size = batchSize;
        FlatMapFunction<Iterator<Row>, SerializableWritable<JavaSerialized<S>>> score = rows -> {
            if (!rows.hasNext()) {
                return Collections.emptyIterator();
            }
            try (ScoringNetwork scoring = model.value().open()) {
                return List.of(JavaSerialized.of(summary.of(minibatches(scoring, rows, size))))
                        .iterator();
            }
        };
        try {
            return MaskedExamples.CONTRACT
                    .typed(examples)
                    .toJavaRDD()
                    .mapPartitions(score)
                    .collect()
                    .stream()
                    .map(JavaSerialized::value)
                    .toList();
        } finally {
            model.destroy();
        }
    }

    private static Iterator<ModelScores> minibatches(ScoringNetwork network, Iterator<Row> rows, int size) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public ModelScores next() {
                return new ModelScores(network, Evaluator.next(rows, size));
            }
        };
    }

    /**
     * Returns the predictions of the model for each masked position of a few examples. Runs one Spark job.
     *
     * @param examples few enough to fit into one partition
     */
    public SmallTable answers(Dataset<Row> examples, Vocabulary vocabulary, Ceilings ceilings) {
        SharedValue<ScoringModel> model = SharedValue.of(context, new ScoringModel(network, parameters));
        FlatMapFunction<Iterator<Row>, Row> answer = rows -> {
            if (!rows.hasNext()) {
                return Collections.emptyIterator();
            }
            try (ScoringNetwork scoring = model.value().open()) {
                return new AnswersTable(vocabulary, ceilings)
                        .rows(scoring, next(rows, Integer.MAX_VALUE))
                        .iterator();
            }
        };
        try {
            List<Row> rows = MaskedExamples.CONTRACT
                    .typed(examples)
                    .coalesce(1)
                    .toJavaRDD()
                    .mapPartitions(answer)
                    .collect();
            return new SmallTable(AnswersTable.SCHEMA, rows);
        } finally {
            model.destroy();
        }
    }

    private static List<MaskedExample> next(Iterator<Row> rows, int count) {
        List<MaskedExample> examples = new ArrayList<>();
        while (rows.hasNext() && examples.size() < count) {
            examples.add(MaskedExample.fromRow(rows.next()));
        }
        return examples;
    }
}
