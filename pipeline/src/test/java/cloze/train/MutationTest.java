package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.network.BertGraph;
import cloze.network.StepMetrics;
import cloze.shard.Minibatch;
import cloze.testing.SparkSessionExtension;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The healthy trainer clears a bar that five broken ones miss. Batches, trainer and network are the real ones; only the breaks are the test's. */
@ExtendWith(SparkSessionExtension.class)
class MutationTest {
    private static final TrainingConfig TRAINING = TrainingSettings.of(
            "workers=2",
            "epochs=1",
            "train-batch-size=16",
            "averaging-frequency=8",
            "learning-rate=4e-3",
            "warmup-proportion=0.1",
            "adam-bias-correction=true");

    private static final long EXAMPLES = 16L * 2 * 400;
    private static final long HELD_OUT = 512;

    /**
     * Accuracies on held-out examples.
     *
     * @param maskedLm of the hidden words
     * @param nextSentence of the labels
     */
    private record Accuracies(double maskedLm, double nextSentence) {}

    private record Examples(Mutation mutation) implements MinibatchSource {
        @Override
        public Minibatch load(long from, long to, long key) {
            return mutation.ofTraining(MiniatureTask.minibatch(from, to, key));
        }
    }

    private static Accuracies trained(SparkSession spark, Mutation mutation) {
        var plan = new TrainingPlan(TRAINING, java.util.List.of(EXAMPLES), 11);
        ComputationGraph graph = graph(plan);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Map<Integer, MinibatchSource> epochs = Map.of(0, new Examples(mutation));
        try (var trainer = new SparkRoundTrainer(context, Route.of(context), graph, TRAINING)) {
            for (int round = 0; round < plan.rounds(); round++) {
                trainer.fit(new Round(mutation.of(plan.round(round)), epochs, 0));
            }
            NativeFloats.fill(graph.params(), trainer.state().parameters());
        }
        Minibatch heldOut = MiniatureTask.minibatch(EXAMPLES, EXAMPLES + HELD_OUT, 0);
        BertGraph.evaluate(graph, mutation.ofBoth(heldOut).toMultiDataSet());
        StepMetrics metrics = BertGraph.metrics(graph);
        return new Accuracies(
                (double) metrics.maskedLmCorrect() / HELD_OUT, (double) metrics.nextSentenceCorrect() / HELD_OUT);
    }

    private static ComputationGraph graph(TrainingPlan plan) {
        var schedule = WarmupLinearDecay.over(plan.steps(), TRAINING.learningRate(), TRAINING.warmupProportion());
        var graph = new ComputationGraph(BertGraph.configuration(
                MiniatureTask.NETWORK, 1, new BertAdam(schedule, BertAdam.Bias.CORRECTED), TRAINING.weightDecay()));
        graph.init();
        BertGraph.initialize(graph, MiniatureTask.NETWORK, 11);
        return graph;
    }

    @ParameterizedTest
    @EnumSource
    void print(Mutation mutation, SparkSession spark) {
        System.err.println("MUT " + mutation + " " + trained(spark, mutation));
    }
}
