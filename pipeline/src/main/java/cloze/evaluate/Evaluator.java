package cloze.evaluate;

import cloze.ceiling.Ceilings;
import cloze.config.EvaluationConfig;
import cloze.config.NetworkConfig;
import cloze.dataset.MaskedExamples;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.table.SmallTable;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures one model. Each partition that has examples runs the network over them and sends back one mergeable state; the driver merges the
 * states in the order of the partitions.
 */
public final class Evaluator {
    private final JavaSparkContext context;
    private final NetworkConfig network;
    private final List<Tensor> parameters;
    private final EvaluationConfig config;
    private final long seed;

    /**
     * @param network the model's network
     * @param parameters its weights by name
     * @param seed of the bootstrap
     */
    public Evaluator(
            JavaSparkContext context,
            NetworkConfig network,
            List<Tensor> parameters,
            EvaluationConfig config,
            long seed) {
        this.context = context;
        this.network = network;
        this.parameters = List.copyOf(parameters);
        this.config = config;
        this.seed = seed;
    }

    /** Scores every row of {@code examples}, rows of {@link MaskedExamples}; one Spark job. */
    public Measurement measure(Dataset<Row> examples, References beside) {
        Broadcast<ScoringModel> model = context.broadcast(new ScoringModel(network, parameters));
        Broadcast<References> yardsticks = context.broadcast(beside);
        int batchSize = config.evalBatchSize();
        int samples = config.bootstrapSamples();
        long runSeed = seed;
        FlatMapFunction<Iterator<Row>, Measurement> score = rows -> {
            if (!rows.hasNext()) {
                return Collections.emptyIterator();
            }
            var measurement = new Measurement(samples);
            var scorer = new ExampleScorer(yardsticks.value(), runSeed, measurement);
            try (ScoringNetwork scoring = model.value().open()) {
                while (rows.hasNext()) {
                    List<MaskedExample> batch = next(rows, batchSize);
                    // Nothing is dropped at evaluation, so the minibatch's key has no effect.
                    scorer.add(batch, scoring.predict(Minibatch.of(batch, 0)));
                }
            }
            return List.of(measurement).iterator();
        };
        try {
            var total = new Measurement(samples);
            MaskedExamples.CONTRACT
                    .typed(examples)
                    .toJavaRDD()
                    .mapPartitions(score)
                    .collect()
                    .forEach(total::merge);
            return total;
        } finally {
            model.destroy();
            yardsticks.destroy();
        }
    }

    /**
     * What the model says of each masked position of a few examples; one Spark job.
     *
     * @param examples few enough for a person to read
     */
    public SmallTable answers(Dataset<Row> examples, Vocabulary vocabulary, Ceilings ceilings) {
        Broadcast<ScoringModel> model = context.broadcast(new ScoringModel(network, parameters));
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
