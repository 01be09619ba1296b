package cloze.train.averaging.dl4j;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.network.graph.BertNetwork;
import cloze.train.averaging.BusyInterval;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.Replica;
import cloze.train.averaging.ReplicaPool;
import cloze.train.averaging.ReplicaRecipe;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.StepTotals;
import cloze.train.averaging.TrainerState;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.plan.MinibatchReference;
import cloze.train.plan.PlannedRound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;

/** Rounds through Deeplearning4j's {@link SparkComputationGraph}: one round is one call of fitPaths is one Spark stage. */
public final class SparkRoundTrainer implements RoundTrainer {
    private final JavaSparkContext spark;
    private final SparkComputationGraph graph;
    private final AveragingMaster master;
    private final ReplicaRecipe recipe;
    private final int workers;

    /**
     * @param graph the network to begin with; this trainer's from now on
     * @param route how states travel
     * @param share of each process
     * @throws InvalidConfigException when Spark is set to a serialiser that cannot carry Deeplearning4j's arrays
     */
    public SparkRoundTrainer(
            JavaSparkContext spark,
            StateTransport route,
            ComputationGraph graph,
            TrainingConfig training,
            ProcessShare share) {
        String serializer = spark.getConf().get("spark.serializer", "");
        if (serializer.contains("Kryo")) {
            throw new InvalidConfigException(List.of(
                    "spark.serializer = %s: training needs Spark's default, Java serialisation, which sends model states in bulk"
                            .formatted(serializer)));
        }
        this.spark = spark;
        this.recipe = ReplicaRecipe.of(graph, training, share);
        this.workers = training.workers();
        this.master = new AveragingMaster(recipe, route, training, Replica.state(graph));
        this.graph = new SparkComputationGraph(spark, graph, master);
    }

    @Override
    public RoundReport fit(Round round) {
        PlannedRound plan = round.plan();
        var configuration = graph.getNetwork().getConfiguration();
        configuration.setIterationCount(plan.firstStep());
        configuration.setEpochCount(round.spent());
        long begin = System.nanoTime();
        spark.setJobDescription("averaging round %d, steps %d to %d of %d workers"
                .formatted(plan.index(), plan.firstStep(), plan.stepsAfter() - 1, workers));
        try {
            graph.fitPaths(references(plan), new MinibatchLoader(round.epochs()));
        } finally {
            spark.setJobDescription(null);
        }
        double seconds = (System.nanoTime() - begin) * 1e-9;

        StepTotals totals = StepTotals.NONE;
        List<BusyInterval> spans = new ArrayList<>();
        Map<String, ProcessMemory> memory = new HashMap<>();
        List<WorkerOutcome.Diverged> divergences = new ArrayList<>();
        for (WorkerOutcome outcome : master.takeOutcomes()) {
            if (outcome instanceof WorkerOutcome.Fitted fitted) {
                totals = totals.plus(fitted.totals());
                spans.add(fitted.span());
                memory.merge(fitted.span().process(), fitted.memory(), SparkRoundTrainer::larger);
            } else if (outcome instanceof WorkerOutcome.Diverged diverged) {
                divergences.add(diverged);
            }
        }
        memory.put(ProcessMemory.DRIVER, ProcessMemory.now());
        var times = new RoundTimes(
                seconds, BusyInterval.busiest(spans), master.averagingSeconds(), BusyInterval.mean(spans));
        return new RoundReport(totals, master.spread(), times, memory, divergences);
    }

    private static ProcessMemory larger(ProcessMemory one, ProcessMemory other) {
        return one.residentBytes() < other.residentBytes() ? other : one;
    }

    /** Partition w holds the references of worker w, in order: made from one element per worker, without a shuffle. */
    private JavaRDD<String> references(PlannedRound plan) {
        List<List<String>> byWorker = plan.byWorker().stream()
                .map(own -> own.stream().map(MinibatchReference::path).toList())
                .toList();
        return spark.parallelize(byWorker, workers).flatMap(List::iterator);
    }

    @Override
    public void load(TrainerState state) {
        master.load(state);
    }

    @Override
    public TrainerState state() {
        return master.state();
    }

    @Override
    public void close() {
        ReplicaPool.OF_THIS_PROCESS.close(recipe.run());
        BertNetwork.over(graph.getNetwork()).close();
    }
}
