package cloze.train.averaging;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.parallel.ParallelFor;
import cloze.train.plan.PlannedRound;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import cloze.train.state.WholeState;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Fits rounds as one Spark stage each, and combines the states of the workers on the driver. */
public final class AveragingTrainer implements RoundTrainer {
    /** Use all cores, because the workers of the run wait until their states are averaged. */
    private static final ParallelFor.Threads ALL_CORES =
            ParallelFor.threads(Runtime.getRuntime().availableProcessors());

    private final JavaSparkContext spark;
    private final StateTransport transport;
    private final Synchronisation synchronisation;
    private final ReplicaRecipe recipe;
    private final RoundStage stage;
    private final FlatParameters layout;

    /**
     * @param transport how states travel
     * @param share the run's share of each process
     * @param stage carries a round to the workers; this trainer takes ownership of it
     * @throws InvalidConfigException if Spark uses Kryo instead of Java serialisation
     */
    public AveragingTrainer(
            JavaSparkContext spark,
            StateTransport transport,
            InitialNetwork network,
            TrainingConfig training,
            ProcessShare share,
            RoundStage stage) {
        requireJavaSerialization(spark);
        this.spark = spark;
        this.transport = transport;
        this.synchronisation = Synchronisation.of(training, network.state());
        this.recipe = ReplicaRecipe.of(network, training, share);
        this.stage = stage;
        this.layout = network.layout();
    }

    /**
     * Checks the session before any work is done.
     *
     * @throws InvalidConfigException if Spark uses Kryo instead of Java serialisation
     */
    public static void requireJavaSerialization(JavaSparkContext spark) {
        String serializer = spark.getConf().get("spark.serializer", "");
        if (serializer.contains("Kryo")) {
            throw new InvalidConfigException(List.of(
                    "spark.serializer = %s: training needs Spark's default, Java serialisation; model states are sent in bulk with it. Leave out the setting; only training needs that"
                            .formatted(serializer)));
        }
    }

    @Override
    public RoundReport fit(Round round) {
        PlannedRound plan = round.plan();
        long begin = System.nanoTime();
        spark.setJobDescription(round.description());
        List<StateReference> starts = send(synchronisation.starts());
        try {
            List<WorkerOutcome> outcomes =
                    stage.run(new RoundTask(recipe, starts, plan.firstStep(), round.spent()), round).stream()
                            .sorted(Comparator.comparingInt(WorkerOutcome::worker))
                            .toList();
            long averaging = System.nanoTime();
            double spread = synchronise(outcomes);
            long end = System.nanoTime();
            return RoundReport.of(
                    outcomes,
                    spread,
                    workers -> RoundTimes.ofDriver((end - begin) * 1e-9, (end - averaging) * 1e-9, workers));
        } finally {
            starts.forEach(StateReference::release);
            spark.setJobDescription(null);
        }
    }

    /**
     * Sends one state for all workers or one for each. Separate broadcasts are fetched only where their worker runs.
     */
    private List<StateReference> send(List<ModelState> states) {
        List<StateReference> sent = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            sent.add(transport.send(spark, recipe.run() + "-" + i, states.get(i)));
        }
        return sent;
    }

    /**
     * Combines the end states of the workers into the next state, unless one diverged. Returns their spread; NaN if one
     * diverged.
     */
    private double synchronise(List<WorkerOutcome> outcomes) {
        SortedMap<Integer, ModelState> ends = new TreeMap<>();
        for (WorkerOutcome outcome : outcomes) {
            if (outcome instanceof WorkerOutcome.Fitted fitted) {
                ends.put(fitted.worker(), fitted.state().get());
            }
        }
        return ends.size() == outcomes.size()
                ? ALL_CORES.get(() -> synchronisation.next(ends)).relative()
                : Double.NaN;
    }

    @Override
    public void load(StoredState state) throws IOException {
        Configuration hadoop = spark.hadoopConfiguration();
        TrainerState first = synchronisation.state();
        for (String name : state.names()) {
            state.check(hadoop, name, first);
        }
        synchronisation.load(state.read(hadoop, 0, first));
    }

    @Override
    public RunState state() {
        return new WholeState(layout, synchronisation.state());
    }

    @Override
    public void close() {
        recipe.closeReplicas();
        stage.close();
    }
}
