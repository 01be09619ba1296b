package cloze.evaluate;

import cloze.ceiling.Ceilings;
import cloze.config.NetworkConfig;
import cloze.dataset.MaskedExamples;
import cloze.dataset.TaskScores;
import cloze.parallel.JavaSerialized;
import cloze.parallel.SharedValue;
import cloze.shard.MaskedExample;
import cloze.table.SmallTable;
import cloze.train.state.ParameterCopies;
import cloze.train.state.ParameterCopy;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates one model. Each non-empty partition runs the network over its examples and returns one mergeable state. The
 * driver merges the states in the order of the partitions.
 */
public final class Evaluator {
    private final NetworkConfig network;
    private final ParameterCopies parameters;
    private final int batchSize;

    /**
     * @param network the network of the model
     * @param parameters its parameters
     * @param batchSize number of examples per forward pass
     */
    public Evaluator(NetworkConfig network, ParameterCopies parameters, int batchSize) {
        this.network = network;
        this.parameters = parameters;
        this.batchSize = batchSize;
    }

    /** Summarises the minibatches of a partition. */
    @FunctionalInterface
    private interface Summary<S> extends Serializable {
        S of(Iterator<ModelScores> minibatches);
    }

    /** Uses a network on the rows of a partition. */
    @FunctionalInterface
    private interface Use<S> extends Serializable {
        List<S> of(ScoringNetwork network, Iterator<Row> rows);
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
        SharedValue<References> beside = SharedValue.of(examples.sparkSession(), references);
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
        int size = batchSize;
        return byPartition(examples, (scoring, rows) -> List.of(summary.of(minibatches(scoring, rows, size))));
    }

    /** Uses the network in each non-empty partition, and returns the results in the order of the partitions. */
    private <S> List<S> byPartition(Dataset<Row> examples, Use<S> use) {
        NetworkConfig scored = network;
        JavaRDD<Row> rows = MaskedExamples.CONTRACT.typed(examples).toJavaRDD();
        FlatMapFunction2<Iterator<Row>, Iterator<ParameterCopy>, S> score = (own, copy) -> {
            if (!own.hasNext()) {
                return Collections.emptyIterator();
            }
            try (var scoring = new ScoringNetwork(scored, copy.next())) {
                return use.of(scoring, own).iterator();
            }
        };
        return JavaSerialized.collect(rows.zipPartitions(parameters.of(rows.getNumPartitions()), score));
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
        List<Row> rows = byPartition(examples.coalesce(1), (scoring, few) -> new AnswersTable(vocabulary, ceilings)
                .rows(scoring, next(few, Integer.MAX_VALUE)));
        return new SmallTable(AnswersTable.SCHEMA, rows);
    }

    private static List<MaskedExample> next(Iterator<Row> rows, int count) {
        List<MaskedExample> examples = new ArrayList<>();
        while (rows.hasNext() && examples.size() < count) {
            examples.add(MaskedExample.fromRow(rows.next()));
        }
        return examples;
    }
}
