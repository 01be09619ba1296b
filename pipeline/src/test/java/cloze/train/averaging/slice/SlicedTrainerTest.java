package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Averaging;
import cloze.config.TrainingConfig.Trainer;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.TrainingSettings;
import cloze.train.averaging.MinibatchSource;
import cloze.train.averaging.Reloaded;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.TrainerKinds;
import cloze.train.plan.TrainingPlan;
import cloze.train.synchronisation.TrainerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Averaging by slices and on the driver, round for round: with dropout, and with workers that have nothing to do in the last round. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class SlicedTrainerTest {
    /** 7 minibatches of 4 per epoch. */
    private static final long EXAMPLES = 26;

    /** Epochs by workers, from 1, after which the last round, of 3 steps, has one minibatch left. */
    private static final int[] EPOCHS = {4, 7, 4};

    /** The last one is more than the network has blocks. */
    private static final List<Integer> SLICES = List.of(1, 3, 8, 1_000_000);

    static Stream<Arguments> runs() {
        return Stream.of(1, 2, 3)
                .flatMap(workers -> Stream.of(Averaging.values()).flatMap(averaging -> Stream.of(UpdaterState.values())
                        .map(updaters -> Arguments.of(workers, averaging, updaters))));
    }

    /** The state and the reports that a run ends with. */
    private record End(TrainerState state, List<RoundReport> reports) {}

    @ParameterizedTest
    @MethodSource("runs")
    void endsWithTheBitsOfTheDriver(int workers, Averaging averaging, UpdaterState updaters, SparkSession spark) {
        String[] settings = {
            TrainingSettings.setting("averaging", averaging), TrainingSettings.setting("updater-state", updaters)
        };
        int epochs = EPOCHS[workers - 1];
        TrainingConfig training = TinyRun.training(workers, epochs, settings);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        assertThat(TinyRun.NETWORK.hiddenDropoutProb()).isPositive();
        assertThat(plan.round(plan.rounds() - 1).byWorker().subList(1, workers))
                .allSatisfy(own -> assertThat(own).isEmpty());
        End expected = fit(TrainerKinds.onDriver(Trainer.PLAIN, spark, training, plan), plan);
        for (int slices : slices(workers, averaging, updaters)) {
            TrainingConfig cut =
                    TinyRun.training(workers, epochs, TrainingSettings.joined(settings, "averaging-slices=" + slices));
            Trainer kind = slices == 3 ? Trainer.PLAIN : Trainer.DL4J;
            End actual = fit(TrainerKinds.sliced(kind, spark, cut, plan), plan);
            assertThat(actual.state().parameters())
                    .as("%d slices", slices)
                    .isEqualTo(expected.state().parameters());
            assertThat(actual.state().optimiser()).isEqualTo(expected.state().optimiser());
            assertThat(actual.reports())
                    .usingRecursiveComparison()
                    .ignoringFields("times", "memory")
                    .isEqualTo(expected.reports());
        }
    }

    /** Two of {@link #SLICES}, so that each number meets each kind of averaging, of updater state and number of workers. */
    private static List<Integer> slices(int workers, Averaging averaging, UpdaterState updaters) {
        boolean firstHalf = (workers % 2 == 0) ^ (averaging == Averaging.PLAIN) ^ (updaters == UpdaterState.LOCAL);
        return firstHalf ? SLICES.subList(0, 2) : SLICES.subList(2, SLICES.size());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("platform")
    void tasksReceiveTheParametersBetweenTwoRounds(UpdaterState updaters, SparkSession spark) {
        TrainingConfig training = TinyRun.training(
                2,
                7,
                "averaging=outer-nesterov",
                "averaging-slices=3",
                TrainingSettings.setting("updater-state", updaters));
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        for (RoundTrainer route : List.of(
                TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan),
                TrainerKinds.onDriver(Trainer.PLAIN, spark, training, plan))) {
            try (RoundTrainer trainer = route) {
                fit(trainer, plan, 0, 2);
                float[] parameters = trainer.state().whole().parameters();
                assertThat(ParametersOfTasks.received(context, trainer.state(), parameters.length, 3))
                        .containsOnly(Arrays.hashCode(parameters))
                        .hasSize(3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("platform")
    void resumesWhatTheDriverBeganAndTheOtherWayRound(UpdaterState updaters, SparkSession spark) {
        TrainingConfig training = TinyRun.training(
                2,
                7,
                "averaging=outer-nesterov",
                "averaging-slices=3",
                TrainingSettings.setting("updater-state", updaters));
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        TrainerState expected = fit(TrainerKinds.onDriver(Trainer.DL4J, spark, training, plan), plan)
                .state();
        TrainerState half;
        try (RoundTrainer trainer = TrainerKinds.onDriver(Trainer.DL4J, spark, training, plan)) {
            fit(trainer, plan, 0, 2);
            half = trainer.state().whole();
        }
        TrainerState later;
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.DL4J, spark, training, plan)) {
            Reloaded.into(trainer, half);
            fit(trainer, plan, 2, 3);
            later = trainer.state().whole();
        }
        TrainingConfig otherwise = TinyRun.training(
                2,
                7,
                "averaging=outer-nesterov",
                "averaging-slices=5",
                TrainingSettings.setting("updater-state", updaters));
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, otherwise, plan)) {
            Reloaded.into(trainer, later);
            fit(trainer, plan, 3, plan.rounds());
            assertThat(trainer.state().whole().parameters()).isEqualTo(expected.parameters());
            assertThat(trainer.state().whole().optimiser()).isEqualTo(expected.optimiser());
        }
        try (RoundTrainer trainer = TrainerKinds.onDriver(Trainer.DL4J, spark, training, plan)) {
            Reloaded.into(trainer, later);
            fit(trainer, plan, 3, plan.rounds());
            assertThat(trainer.state().whole().parameters()).isEqualTo(expected.parameters());
        }
    }

    @Test
    void aDivergedWorkerLeavesTheStateOfTheRoundBefore(SparkSession spark) {
        TrainingConfig wild = TinyRun.training(2, 7, "learning-rate=1e38", "max-grad-norm=0", "warmup-proportion=0");
        var plan = new TrainingPlan(wild, List.of(EXAMPLES), 11);
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, wild, plan)) {
            TrainerState before = trainer.state().whole();
            RoundReport report = trainer.fit(new Round(plan.round(0), epochs(), 0));
            assertThat(report.divergences()).hasSize(2);
            assertThat(report.parameterSpread()).isNaN();
            assertThat(trainer.state().whole().parameters()).isEqualTo(before.parameters());
            assertThat(trainer.state().whole().optimiser()).isEqualTo(before.optimiser());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("platform")
    void onlyTheLastStateAndItsExchangeAreKept(UpdaterState updaters, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 7, TrainingSettings.setting("updater-state", updaters));
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int states = context.getPersistentRDDs().size();
        int exchanges = exchanges();
        RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan);
        for (int round = 0; round < 4; round++) {
            fit(trainer, plan, round, round + 1);
            assertThat(context.getPersistentRDDs()).hasSize(states + 1);
            assertThat(exchanges()).isEqualTo(exchanges + 1);
        }
        trainer.close();
        assertThat(context.getPersistentRDDs()).hasSize(states);
        assertThat(exchanges()).isEqualTo(exchanges);
    }

    @Test
    @Tag("platform")
    void noRoundBringsAStateToTheDriver(SparkSession spark) throws TimeoutException {
        TrainingConfig training = TinyRun.training(2, 7, "averaging-slices=3");
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        var largest = new AtomicLong();
        var results = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
                largest.accumulateAndGet(event.taskMetrics().resultSize(), Math::max);
            }
        };
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan)) {
            spark.sparkContext().addSparkListener(results);
            fit(trainer, plan, 0, 3);
            spark.sparkContext().listenerBus().waitUntilEmpty();
            long rounds = largest.get();
            long state = 3L * Float.BYTES * trainer.state().whole().parameters().length;
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(rounds).isPositive().isLessThan(state / 2);
            assertThat(largest.get()).as("a state that is asked for").isGreaterThan(state / 4);
        } finally {
            spark.sparkContext().removeSparkListener(results);
        }
    }

    @Test
    void theDriverKnowsHowLongEachPhaseTook(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 7, "averaging-slices=3");
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.DL4J, spark, training, plan)) {
            for (RoundReport report : fit(trainer, plan, 0, 3)) {
                RoundTimes times = report.times();
                assertThat(List.of(times.fit(), times.reduce(), times.gather(), times.close()))
                        .allSatisfy(seconds -> assertThat(seconds).isPositive());
                assertThat(times.fit() + times.reduce() + times.gather() + times.close())
                        .isCloseTo(times.all(), within(1e-6));
            }
        }
    }

    /** The shuffles whose files are kept. */
    private static int exchanges() {
        var tracker = (MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker();
        return tracker.shuffleStatuses().size();
    }

    private static End fit(RoundTrainer trainer, TrainingPlan plan) {
        try (trainer) {
            List<RoundReport> reports = fit(trainer, plan, 0, plan.rounds());
            return new End(trainer.state().whole(), reports);
        }
    }

    private static List<RoundReport> fit(RoundTrainer trainer, TrainingPlan plan, int from, int to) {
        List<RoundReport> reports = new ArrayList<>();
        for (int round = from; round < to; round++) {
            reports.add(trainer.fit(new Round(plan.round(round), epochs(), 0)));
        }
        return reports;
    }

    private static Map<Integer, MinibatchSource> epochs() {
        Map<Integer, MinibatchSource> epochs = new HashMap<>();
        for (int epoch = 0; epoch < 9; epoch++) {
            epochs.put(epoch, new TinyRun.Examples(epoch));
        }
        return epochs;
    }
}
