package cloze.train.averaging.slice;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.error.InvalidConfigException;
import cloze.train.averaging.AveragingTrainer;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.ReplicaRecipe;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.StateReference;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Spread;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Fits rounds whose states stay on the executors. The driver sees only reports. */
public final class SlicedTrainer implements RoundTrainer {
    private final JavaSparkContext spark;
    private final RoundStage stage;
    private final ReplicaRecipe recipe;
    private final Rule rule;
    private final SlicePlan plan;
    private final int updater;
    private final StageClock sending;
    private final StageClock combining;
    private SlicedState current;

    /**
     * @param share the run's share of each process
     * @param stage carries a round to the workers; this trainer takes ownership of it
     * @throws InvalidConfigException if Spark uses Kryo, or may take away executors that keep slices
     */
    public SlicedTrainer(
            JavaSparkContext spark,
            InitialNetwork network,
            TrainingConfig training,
            ProcessShare share,
            RoundStage stage) {
        AveragingTrainer.requireJavaSerialization(spark);
        LastingExecutors.require(spark.getConf());
        ModelState initial = network.state();
        int parameters = initial.parameters().length;
        this.spark = spark;
        this.stage = stage;
        this.recipe = ReplicaRecipe.of(network, training, share);
        this.rule = Rule.of(training, parameters);
        this.plan = SlicePlan.of(training, parameters);
        this.updater = initial.updater().length;
        this.sending = StageClock.of(spark);
        this.combining = StageClock.of(spark);
        this.current = cut(Synchronisation.of(rule, initial).state());
    }

    /** Returns the number of slices of a model with {@code parameters} parameters. */
    public static int slices(TrainingConfig training, int parameters) {
        return SlicePlan.of(training, parameters).slices();
    }

    private SlicedState cut(TrainerState state) {
        return SlicedState.cut(spark, plan, rule, state);
    }

    @Override
    public RoundReport fit(Round round) {
        long begin = System.nanoTime();
        spark.setJobDescription(round.description());
        sending.reset();
        combining.reset();
        JavaRDD<Tuple2<Long, Parcel>> parts = Exchange.of(sending.timed(outcomes(round)), plan.slices());
        SlicedState next = SlicedState.keep(
                spark, rule, combining.timed(parts.zipPartitions(current.slices(), new AverageSlice(rule))));
        boolean isKept = false;
        try {
            List<SliceReport> reports = next.reports();
            var stages = new RoundTimes.Stages(begin, sending.lastEnd(), combining.lastEnd(), System.nanoTime());
            RoundReport report = report(reports, stages);
            isKept = report.divergences().isEmpty();
            return report;
        } finally {
            spark.setJobDescription(null);
            if (isKept) {
                parts.rdd().cleanShuffleDependencies(false);
                current.release();
                current = next;
            } else {
                next.release();
            }
        }
    }

    private JavaRDD<Tuple2<Long, Parcel>> outcomes(Round round) {
        var task = new RoundTask(
                recipe, List.of(new StateReference.WithinTask()), round.plan().firstStep(), round.spent());
        var join = new JoinStart(plan.parameters(), updater, way());
        return stage.outcomes(task, round, current.starts(rule.workers(), join)).flatMap(new SendParts(plan));
    }

    /** Shares the start among the workers of a process if there are fewer executors than workers. */
    private WayToWorkers way() {
        int driver = 1;
        int executors = Math.max(1, spark.sc().getExecutorMemoryStatus().size() - driver);
        if (executors >= rule.workers()) {
            return new WayToWorkers.Directly();
        }
        int sharedMoments = rule.updaterState() == UpdaterState.LOCAL ? 0 : updater;
        return new WayToWorkers.ThroughProcess(
                recipe.run(),
                current.id(),
                plan.parameters(),
                sharedMoments,
                recipe.share().runs());
    }

    private RoundReport report(List<SliceReport> slices, RoundTimes.Stages stages) {
        List<WorkerOutcome> outcomes = slices.stream()
                .flatMap(slice -> slice.outcomes().stream())
                .sorted(Comparator.comparingInt(WorkerOutcome::worker))
                .toList();
        long fitted = outcomes.stream()
                .filter(outcome -> outcome instanceof WorkerOutcome.Fitted)
                .count();
        for (SliceReport slice : slices) {
            if (slice.contributors() != fitted) {
                throw new IllegalStateException("Slice %d: expected the parts of %d workers, found %d"
                        .formatted(slice.slice(), fitted, slice.contributors()));
            }
        }
        double spread = fitted < outcomes.size()
                ? Double.NaN
                : Spread.joined(slices.stream().map(SliceReport::spread).toList())
                        .relative();
        return RoundReport.of(outcomes, spread, workers -> RoundTimes.ofStages(stages, workers, sending.value()));
    }

    @Override
    public void load(TrainerState state) {
        current.release();
        current = cut(state);
    }

    @Override
    public TrainerState state() {
        spark.setJobDescription("collecting the state of the training");
        try {
            return current.whole(plan.parameters());
        } finally {
            spark.setJobDescription(null);
        }
    }

    @Override
    public void close() {
        recipe.closeReplicas();
        ProcessStart.close(recipe.run());
        current.release();
        stage.close();
    }
}
