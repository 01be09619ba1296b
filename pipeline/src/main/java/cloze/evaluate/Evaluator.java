package cloze.evaluate;

import cloze.config.EvaluationConfig;
import cloze.config.NetworkConfig;
import cloze.dataset.DocumentId;
import cloze.dataset.MaskedExamples;
import cloze.network.BatchPredictions;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.tensor.Tensor;
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
    public DocumentBootstrap measure(Dataset<Row> examples, UnigramBaseline baseline) {
        Broadcast<ScoringModel> model = context.broadcast(new ScoringModel(network, parameters));
        Broadcast<UnigramBaseline> unigram = context.broadcast(baseline);
        int batchSize = config.evalBatchSize();
        int samples = config.bootstrapSamples();
        long runSeed = seed;
        FlatMapFunction<Iterator<Row>, DocumentBootstrap> score = rows -> {
            if (!rows.hasNext()) {
                return Collections.emptyIterator();
            }
            var state = new DocumentBootstrap(samples);
            try (ScoringNetwork scoring = model.value().open()) {
                while (rows.hasNext()) {
                    score(scoring, next(rows, batchSize), unigram.value(), runSeed, state);
                }
            }
            return List.of(state).iterator();
        };
        try {
            var total = new DocumentBootstrap(samples);
            MaskedExamples.CONTRACT
                    .typed(examples)
                    .toJavaRDD()
                    .mapPartitions(score)
                    .collect()
                    .forEach(total::merge);
            return total;
        } finally {
            model.destroy();
            unigram.destroy();
        }
    }

    private static List<MaskedExample> next(Iterator<Row> rows, int count) {
        List<MaskedExample> examples = new ArrayList<>(count);
        while (rows.hasNext() && examples.size() < count) {
            examples.add(MaskedExample.fromRow(rows.next()));
        }
        return examples;
    }

    private static void score(
            ScoringNetwork scoring,
            List<MaskedExample> examples,
            UnigramBaseline baseline,
            long seed,
            DocumentBootstrap state) {
        // Nothing is dropped at evaluation, so the minibatch's key has no effect.
        BatchPredictions predictions = scoring.predict(Minibatch.of(examples, 0));
        int masked = 0;
        for (int i = 0; i < examples.size(); i++) {
            MaskedExample example = examples.get(i);
            var tally = new Tally();
            for (int id : example.maskedIds()) {
                tally.addMasked(
                        predictions.maskedLmLosses()[masked], predictions.maskedLmCorrect()[masked] ? 1 : 0);
                tally.addUnigram(baseline.loss(id), baseline.correct(id));
                masked++;
            }
            int label = example.nextSentenceLabel();
            boolean random = predictions.nextSentenceProbabilities()[i] > 0.5;
            tally.addPair(predictions.nextSentenceLosses()[i], random == (label == 1) ? 1 : 0, label);
            state.add(document(example), seed, tally);
        }
    }

    /** The document that gave segment A: the first part of the example's id. */
    private static DocumentId document(MaskedExample example) {
        return DocumentId.parse(
                example.exampleId().substring(0, example.exampleId().indexOf('/')));
    }
}
