package cloze.train.averaging.slice;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.error.InvalidConfigException;
import cloze.train.averaging.AveragingTrainer;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.InitialParameters;
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
import cloze.train.optimiser.BertAdam;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Spread;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Fits rounds whose states stay on the executors. The driver sees only reports. */
public final class SlicedTrainer implements RoundTrainer {
    private final JavaSparkContext spark;
    private final RoundStage stage;
    private final ReplicaRecipe recipe;
    private final SlicedRun run;
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
        int parameters = network.layout().length();
        this.spark = spark;
        this.stage = stage;
        this.recipe = ReplicaRecipe.of(network, training, share);
        this.run = new SlicedRun(
                spark, Rule.of(training, parameters), SlicePlan.of(training, parameters), network.layout());
        this.sending = StageClock.of(spark);
        this.combining = StageClock.of(spark);
        Broadcast<InitialParameters> initial = spark.broadcast(network.parameters());
        this.current = SlicedState.made(run, new SliceSource.First(run.rule(), initial), initial::destroy);
    }

    /** Returns the number of slices of a model with {@code parameters} parameters. */
    public static int slices(TrainingConfig training, int parameters) {
        return SlicePlan.of(training, parameters).slices();
    }

    @Override
    public RoundReport fit(Round round) {
        long begin = System.nanoTime();
        spark.setJobDescription(round.description());
        sending.reset();
        combining.reset();
        JavaRDD<Tuple2<Long, Parcel>> parts =
                Exchange.of(sending.timed(outcomes(round)), run.plan().slices());
        SlicedState next = SlicedState.keep(
                run, combining.timed(parts.zipPartitions(current.slices(), new AverageSlice(run.rule()))));
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
        var join = new JoinStart(run.plan().parameters(), moments(), way());
        return stage.outcomes(task, round, current.starts(run.rule().workers(), join))
                .flatMap(new SendParts(run.plan()));
    }

    private int moments() {
        return BertAdam.MOMENTS * run.plan().parameters();
    }

    /** Shares the start among the workers of a process if there are fewer executors than workers. */
    private WayToWorkers way() {
        int driver = 1;
        int executors = Math.max(1, spark.sc().getExecutorMemoryStatus().size() - driver);
        if (executors >= run.rule().workers()) {
            return new WayToWorkers.Directly();
        }
        int sharedMoments = run.rule().updaterState() == UpdaterState.LOCAL ? 0 : moments();
        return new WayToWorkers.ThroughProcess(
                recipe.run(),
                current.id(),
                run.plan().parameters(),
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
    public void load(StoredState state) {
        spark.setJobDescription("checking a checkpoint of the training");
        try {
            CheckStored.require(spark, run.rule(), state);
        } finally {
            spark.setJobDescription(null);
        }
        var hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
        current.release();
        current = SlicedState.made(run, new SliceSource.Stored(run.rule(), state, hadoop), () -> {});
    }

    @Override
    public RunState state() {
        return current;
    }

    @Override
    public void close() {
        recipe.closeReplicas();
        ProcessStart.close(recipe.run());
        current.release();
        stage.close();
    }
}
