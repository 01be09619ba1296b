package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Averaging;
import cloze.config.TrainingConfig.Trainer;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.TrainingSettings;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import cloze.train.synchronisation.TrainerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Deeplearning4j's Spark trainer and the plain one, round for round: with dropout, and with workers that have nothing to do in the last round. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class TrainersAgreeTest {
    /** 7 minibatches of 4 per epoch. */
    private static final long EXAMPLES = 26;

    /** Epochs by workers, from 1, after which the last round, of 3 steps, has one minibatch left. */
    private static final int[] EPOCHS = {4, 7, 4};

    static Stream<Arguments> runs() {
        return Stream.of(1, 2, 3)
                .flatMap(workers -> Stream.of(Averaging.values()).flatMap(averaging -> Stream.of(UpdaterState.values())
                        .map(updaters -> Arguments.of(workers, averaging, updaters))));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void toTheBitWholeAndResumedByTheOther(
            int workers, Averaging averaging, UpdaterState updaters, SparkSession spark) {
        int epochs = EPOCHS[workers - 1];
        TrainingConfig training = TinyRun.training(
                workers,
                epochs,
                TrainingSettings.setting("averaging", averaging),
                TrainingSettings.setting("updater-state", updaters));
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        PlannedRound last = plan.round(plan.rounds() - 1);
        assertThat(TinyRun.NETWORK.hiddenDropoutProb()).isPositive();
        assertThat(plan.rounds()).isGreaterThan(2);
        assertThat(last.byWorker().subList(1, workers))
                .allSatisfy(own -> assertThat(own).isEmpty());

        TrainerState dl4j = fit(Trainer.DL4J, Trainer.DL4J, training, plan, spark);
        for (Trainer kind : Trainer.values()) {
            TrainerState resumed = fit(kind, Trainer.PLAIN, training, plan, spark);
            assertThat(resumed.parameters()).isEqualTo(dl4j.parameters());
            assertThat(resumed.optimiser()).isEqualTo(dl4j.optimiser());
        }
        assertThat(fit(Trainer.PLAIN, Trainer.DL4J, training, plan, spark).parameters())
                .isEqualTo(dl4j.parameters());
    }

    @Test
    void theComparisonWouldShowAnotherRun(SparkSession spark) {
        var plan = new TrainingPlan(TinyRun.training(2, 2), List.of(EXAMPLES), 11);
        var other = new TrainingPlan(TinyRun.training(2, 2), List.of(EXAMPLES), 12);
        assertThat(fit(Trainer.PLAIN, Trainer.PLAIN, TinyRun.training(2, 2), plan, spark)
                        .parameters())
                .as("dropout drawn with another key")
                .isNotEqualTo(fit(Trainer.PLAIN, Trainer.PLAIN, TinyRun.training(2, 2), other, spark)
                        .parameters());
    }

    /** A run whose first two rounds one trainer fits, and another the rest. */
    private static TrainerState fit(
            Trainer first, Trainer then, TrainingConfig training, TrainingPlan plan, SparkSession spark) {
        TrainerState half;
        try (RoundTrainer trainer = TrainerKinds.trainer(first, spark, StateTransport.IN_PROCESS, training, plan)) {
            fit(trainer, plan, 0, 2);
            half = trainer.state().whole();
        }
        try (RoundTrainer trainer = TrainerKinds.trainer(then, spark, StateTransport.CLUSTER, training, plan)) {
            Reloaded.into(trainer, half);
            fit(trainer, plan, 2, plan.rounds());
            return trainer.state().whole();
        }
    }

    private static void fit(RoundTrainer trainer, TrainingPlan plan, int from, int to) {
        Map<Integer, MinibatchSource> epochs = new HashMap<>();
        for (int epoch = 0; epoch < 9; epoch++) {
            epochs.put(epoch, new TinyRun.Examples(epoch));
        }
        for (int round = from; round < to; round++) {
            trainer.fit(new Round(plan.round(round), epochs, 0));
        }
    }
}
