package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Trainer;
import cloze.dataset.Task;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.shard.Minibatch;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.MinibatchReference;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import cloze.train.synchronisation.Average;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BroadcastBlockId;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class AveragingTrainerTest {
    /** What carries rounds, and how states travel. */
    static Stream<Arguments> ways() {
        return Stream.of(Trainer.values())
                .flatMap(kind -> Stream.of(StateTransport.values()).map(transport -> Arguments.of(kind, transport)));
    }

    @ParameterizedTest
    @EnumSource
    void oneWorkerEndsWhereAPlainLocalFitEnds(Trainer kind, SparkSession spark) {
        TrainingConfig training = TinyRun.training(1, 2);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        TrainerState distributed = fit(kind, spark, training, plan, epochs(2));

        ComputationGraph local = graph(training, plan);
        guard(local, training);
        for (long number = 0; number < plan.minibatches(); number++) {
            MinibatchReference reference = plan.minibatch(number);
            local.fit(MinibatchArrays.of(
                    new TinyRun.Examples(reference.epoch()).load(reference.from(), reference.to(), reference.key())));
        }

        ModelState expected = NativeState.of(local).copy();
        assertThat(distributed.parameters()).isEqualTo(expected.parameters());
        assertThat(distributed.optimiser().get(0).values()).isEqualTo(expected.updater());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void workersSeeTheRunsOwnStepsInLaterRounds(Trainer kind, StateTransport transport, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 3);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        // Beyond the warm-up the rate decides how far each step moves the weights: fitted by hand, worker by worker.
        ModelState expected = averagedByHand(training, plan);
        TrainerState actual = fit(kind, spark, transport, training, plan, epochs(3));
        assertThat(plan.rounds()).isGreaterThanOrEqualTo(3);
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
        assertThat(actual.optimiser().get(0).values()).isEqualTo(expected.updater());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachWorkerGoesOnWithItsOwnMoments(Trainer kind, StateTransport transport, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 3, "updater-state=local");
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        Synchronisation expected = Synchronisation.of(
                training, NativeState.of(graph(training, plan)).copy());
        for (int index = 0; index < plan.rounds(); index++) {
            PlannedRound round = plan.round(index);
            SortedMap<Integer, ModelState> ends = new TreeMap<>();
            for (int worker = 0; worker < 2; worker++) {
                List<MinibatchReference> own = round.byWorker().get(worker);
                ends.put(worker, fitted(training, plan, expected.starts().get(worker), round.firstStep(), own));
            }
            expected.next(ends);
        }
        TrainerState actual = fit(kind, spark, transport, training, plan, epochs(3));
        assertThat(actual.parameters()).isEqualTo(expected.state().parameters());
        assertThat(actual.optimiser()).isEqualTo(expected.state().optimiser());
        assertThat(actual.optimiser().get(0).values())
                .isNotEqualTo(actual.optimiser().get(1).values());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aRoundFollowsTheShareOfTheTimeBudgetItIsTold(Trainer kind, StateTransport transport, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 3);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        try (var trainer = trainer(kind, spark, transport, training, plan)) {
            float[] before = trainer.state().whole().parameters();
            trainer.fit(new Round(plan.round(1), epochs(3), LearningRate.PARTS));
            assertThat(trainer.state().whole().parameters()).isEqualTo(before);
            trainer.fit(new Round(plan.round(1), epochs(3), LearningRate.PARTS / 2));
            assertThat(trainer.state().whole().parameters()).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void replicasBuiltInLaterRoundsGoOnFromTheRunsOwnStep(Trainer kind, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 3);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        ModelState expected = averagedByHand(training, plan);
        // Each run's first replica closes the other's idle ones, so both build new ones in every round.
        try (var one = trainer(kind, spark, StateTransport.IN_PROCESS, training, plan);
                var other = trainer(kind, spark, StateTransport.IN_PROCESS, training, plan)) {
            for (int round = 0; round < plan.rounds(); round++) {
                one.fit(new Round(plan.round(round), epochs(3), 0));
                other.fit(new Round(plan.round(round), epochs(3), 0));
            }
            assertThat(one.state().whole().parameters()).isEqualTo(expected.parameters());
            assertThat(other.state().whole().parameters()).isEqualTo(expected.parameters());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMinibatchIsLoadedOnce(Trainer kind, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 3);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        Recording.LOADED.clear();
        Map<Integer, MinibatchSource> sources = new HashMap<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            sources.put(epoch, new Recording(epoch));
        }
        fit(kind, spark, training, plan, sources);
        List<MinibatchReference> expected = new ArrayList<>();
        for (long number = 0; number < plan.minibatches(); number++) {
            expected.add(plan.minibatch(number));
        }
        assertThat(Recording.LOADED).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aRoundLeavesNoBroadcastAndNoPersistedDataBehind(Trainer kind, SparkSession spark) throws InterruptedException {
        TrainingConfig training = TinyRun.training(2, 1);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int persisted = context.getPersistentRDDs().size();
        long before = context.broadcast("before").id();
        fit(kind, spark, StateTransport.CLUSTER, training, plan, epochs(1));
        long after = context.broadcast("after").id();
        List<Long> alive = new ArrayList<>();
        for (int attempt = 0; attempt < 100; attempt++) {
            alive.clear();
            for (long id = before + 1; id < after; id++) {
                if (holdsModel(id)) {
                    alive.add(id);
                }
            }
            if (alive.isEmpty()) {
                break;
            }
            Thread.sleep(50);
        }
        assertThat(alive).isEmpty();
        assertThat(context.getPersistentRDDs()).hasSize(persisted);
    }

    @ParameterizedTest
    @EnumSource
    void statesInThisProcessAreForgottenWithTheirRound(Trainer kind, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 1);
        fit(kind, spark, training, new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11), epochs(1));
        assertThat(StateReference.InProcess.held()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void reportsTheSpreadOfTheWorkersAndTheNormBeforeClipping(Trainer kind, SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 1);
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        try (var trainer = trainer(kind, spark, StateTransport.IN_PROCESS, training, plan)) {
            RoundReport report = trainer.fit(new Round(plan.round(0), epochs(1), 0));
            assertThat(report.parameterSpread()).isPositive().isLessThan(1);
            assertThat(report.totals().steps()).isEqualTo(6);
            assertThat(report.totals().gradientNormSum()).isPositive();
            assertThat(report.totals().scores().of(Task.MASKED_LM).count()).isPositive();
            assertThat(report.divergences()).isEmpty();
        }
    }

    private static boolean holdsModel(long broadcast) {
        var values = SparkEnv.get().blockManager().getLocalValues(new BroadcastBlockId(broadcast, ""));
        if (values.isEmpty()) {
            return false;
        }
        // Reading a block locks it for this thread.
        SparkEnv.get().blockManager().releaseLock(new BroadcastBlockId(broadcast, ""), scala.Option.empty());
        return values.get().data().next() instanceof ModelState;
    }

    private static ModelState averagedByHand(TrainingConfig training, TrainingPlan plan) {
        ModelState state = NativeState.of(graph(training, plan)).copy();
        for (int index = 0; index < plan.rounds(); index++) {
            PlannedRound round = plan.round(index);
            List<ModelState> ends = new ArrayList<>();
            for (List<MinibatchReference> own : round.byWorker()) {
                if (!own.isEmpty()) {
                    ends.add(fitted(training, plan, state, round.firstStep(), own));
                }
            }
            state = Average.of(ends).state();
        }
        return state;
    }

    private static ModelState fitted(
            TrainingConfig training, TrainingPlan plan, ModelState start, int step, List<MinibatchReference> own) {
        ComputationGraph graph = graph(training, plan);
        guard(graph, training);
        StateView.of(start).copyTo(NativeState.of(graph));
        graph.getConfiguration().setIterationCount(step);
        for (MinibatchReference reference : own) {
            graph.fit(MinibatchArrays.of(
                    new TinyRun.Examples(reference.epoch()).load(reference.from(), reference.to(), reference.key())));
        }
        return NativeState.of(graph).copy();
    }

    private static void guard(ComputationGraph graph, TrainingConfig training) {
        FusedUpdater.fit(
                graph,
                graph.getUpdater().getStateViewArray(),
                new GradientClipping(training.optimiser().maxGradNorm()));
    }

    private static TrainerState fit(
            Trainer kind,
            SparkSession spark,
            TrainingConfig training,
            TrainingPlan plan,
            Map<Integer, MinibatchSource> epochs) {
        return fit(kind, spark, StateTransport.IN_PROCESS, training, plan, epochs);
    }

    private static TrainerState fit(
            Trainer kind,
            SparkSession spark,
            StateTransport transport,
            TrainingConfig training,
            TrainingPlan plan,
            Map<Integer, MinibatchSource> epochs) {
        try (var trainer = trainer(kind, spark, transport, training, plan)) {
            for (int round = 0; round < plan.rounds(); round++) {
                trainer.fit(new Round(plan.round(round), epochs, 0));
            }
            return trainer.state().whole();
        }
    }

    private static RoundTrainer trainer(
            Trainer kind, SparkSession spark, StateTransport transport, TrainingConfig training, TrainingPlan plan) {
        return TrainerKinds.trainer(kind, spark, transport, training, plan);
    }

    private static ComputationGraph graph(TrainingConfig training, TrainingPlan plan) {
        var schedule = LearningRate.over(plan.steps(), training.optimiser());
        return BertNetwork.initialized(
                        BertNetwork.configuration(
                                TinyRun.NETWORK,
                                training.nextSentenceWeight(),
                                new BertAdam(schedule, BertAdam.Bias.KEPT),
                                training.optimiser().weightDecay()),
                        11)
                .graph();
    }

    private static Map<Integer, MinibatchSource> epochs(int count) {
        Map<Integer, MinibatchSource> sources = new HashMap<>();
        for (int epoch = 0; epoch < count; epoch++) {
            sources.put(epoch, new TinyRun.Examples(epoch));
        }
        return sources;
    }

    /** Notes what is loaded; tests run in the executors' own process. */
    private record Recording(int epoch) implements MinibatchSource {
        static final Queue<MinibatchReference> LOADED = new ConcurrentLinkedQueue<>();

        @Override
        public Minibatch load(long from, long to, long key) {
            LOADED.add(new MinibatchReference(epoch, from, to, key));
            return new TinyRun.Examples(epoch).load(from, to, key);
        }
    }
}
