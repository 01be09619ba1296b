package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.shard.Minibatch;
import cloze.testing.SparkSessionExtension;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundTrainer;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The healthy trainer clears a bar that five broken ones miss. Batches, trainer and network are the real ones; only the breaks are the test's. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class MutationTest {
    private static final TrainingConfig TRAINING = TrainingSettings.of(
            "workers=2",
            "epochs=1",
            "train-batch-size=16",
            "averaging-frequency=6",
            "learning-rate=2e-3",
            // So long that a counter which starts again in each round never leaves it.
            "warmup-proportion=0.5",
            "adam-bias-correction=true");

    /** 280 steps of each worker. */
    private static final long EXAMPLES = 2 * 16 * 280;

    private static final long HELD_OUT = 512;

    private static final double BAR = 0.95;
    private static final double MARGIN = 0.1;

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
        var plan = new TrainingPlan(TRAINING, List.of(EXAMPLES), 11);
        Map<Integer, MinibatchSource> epochs = Map.of(0, new Examples(mutation));
        var network = InitialNetwork.of(
                MiniatureTask.NETWORK,
                TRAINING,
                schedule(plan),
                new InitialParameters.Drawn(MiniatureTask.NETWORK, 11));
        try (RoundTrainer trainer = SparkTrainers.ofThreads(spark, 1).of(network, TRAINING)) {
            for (int round = 0; round < plan.rounds(); round++) {
                trainer.fit(new Round(mutation.of(plan.round(round)), epochs, 0));
            }
            return heldOut(network(plan), trainer.state().whole().parameters(), mutation);
        }
    }

    private static Accuracies heldOut(BertNetwork network, float[] parameters, Mutation mutation) {
        Floats.fill(network.graph().params(), parameters);
        Minibatch batch = mutation.ofBoth(MiniatureTask.minibatch(EXAMPLES, EXAMPLES + HELD_OUT, 0));
        network.evaluate(batch);
        TaskScores scores = network.scores();
        return new Accuracies(
                scores.of(Task.MASKED_LM).correct() / HELD_OUT,
                scores.of(Task.NEXT_SENTENCE).correct() / HELD_OUT);
    }

    private static BertNetwork network(TrainingPlan plan) {
        return BertNetwork.initialized(
                BertNetwork.configuration(
                        MiniatureTask.NETWORK,
                        1,
                        new BertAdam(schedule(plan), BertAdam.Bias.CORRECTED),
                        TRAINING.optimiser().weightDecay()),
                11);
    }

    private static LearningRate schedule(TrainingPlan plan) {
        return LearningRate.over(plan.steps(), TRAINING.optimiser());
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheHealthyTrainerClearsTheBar(Mutation mutation, SparkSession spark) {
        Accuracies accuracies = trained(spark, mutation);

        switch (mutation) {
            case NONE -> {
                assertThat(accuracies.maskedLm()).isGreaterThan(BAR);
                assertThat(accuracies.nextSentence()).isGreaterThan(BAR);
            }
            case LABELS_FLIPPED -> assertThat(accuracies.nextSentence()).isLessThan(BAR - MARGIN);
            case SEGMENTS_DROPPED, POSITIONS_SHIFTED, COUNTER_RESET -> assertThat(accuracies.maskedLm())
                    .isLessThan(BAR - MARGIN);
                // The hidden word's own sentence is found by its place still; whether both agree is not.
            case ATTENTION_UNBOUNDED -> assertThat(accuracies.nextSentence()).isLessThan(BAR - MARGIN);
        }
    }
}
