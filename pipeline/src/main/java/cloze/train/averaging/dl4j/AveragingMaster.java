package cloze.train.averaging.dl4j;

import cloze.config.TrainingConfig;
import cloze.train.averaging.Average;
import cloze.train.averaging.AveragingRule;
import cloze.train.averaging.ModelState;
import cloze.train.averaging.ReplicaRecipe;
import cloze.train.averaging.StateReference;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.TrainerState;
import cloze.train.averaging.WorkerOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * Deeplearning4j's parameter averaging with its faults mended: every call of fitPaths is one round and one Spark stage over exactly the
 * references given (no count, no split, nothing persisted or dropped); what the round sent is freed at its end; results are summed in
 * the workers' order, not in the order in which they finish.
 */
@SuppressWarnings("EqualsHashCode") // equality is the superclass's: masters are not compared
final class AveragingMaster extends ParameterAveragingTrainingMaster {
    private final ReplicaRecipe recipe;
    private final StateTransport route;
    private final transient AveragingRule rule;
    private transient TrainerState state;
    private transient List<StateReference> starts = List.of();
    private transient List<WorkerOutcome> outcomes = List.of();
    private transient double spread;
    private transient double averagingSeconds;

    /** @param initial the state before the first round */
    AveragingMaster(ReplicaRecipe recipe, StateTransport route, TrainingConfig training, ModelState initial) {
        super(new Builder(training.workers(), 1)
                .batchSizePerWorker(1)
                .averagingFrequency(training.averagingFrequency())
                .saveUpdater(true)
                .repartionData(Repartition.Never));
        this.recipe = recipe;
        this.route = route;
        this.rule = new AveragingRule(training);
        this.state = rule.first(initial);
    }

    /** Goes on from {@code other}. */
    void load(TrainerState other) {
        state = other;
    }

    /** Where the last round ended. */
    TrainerState state() {
        return state;
    }

    /** What each worker with work brought home from the last round, in the workers' order. Asked once: their states are not held through the next. */
    List<WorkerOutcome> takeOutcomes() {
        List<WorkerOutcome> taken = outcomes;
        outcomes = List.of();
        return taken;
    }

    /** How far apart the workers were at the end of the last round; see {@link Average}. */
    double spread() {
        return spread;
    }

    /** How long making the last round's average took. */
    double averagingSeconds() {
        return averagingSeconds;
    }

    @Override
    public void executeTrainingPaths(
            SparkDl4jMultiLayer network,
            SparkComputationGraph graph,
            JavaRDD<String> references,
            DataSetLoader dataSetLoader,
            MultiDataSetLoader loader) {
        AveragingWorker worker = getWorkerInstance(graph);
        try {
            processResults(network, graph, references.mapPartitions(new FitPartition(worker, loader)), 1, 1);
        } finally {
            starts.forEach(StateReference::release);
        }
    }

    @Override
    public AveragingWorker getWorkerInstance(SparkComputationGraph graph) {
        starts = starts(graph);
        ComputationGraphConfiguration configuration = graph.getNetwork().getConfiguration();
        return new AveragingWorker(
                new WorkerConfiguration(true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false),
                recipe,
                starts,
                configuration.getIterationCount(),
                configuration.getEpochCount());
    }

    /** One for all workers, or each its own: a broadcast is fetched only where its worker runs. */
    private List<StateReference> starts(SparkComputationGraph graph) {
        List<StateReference> sent = new ArrayList<>();
        for (int worker = 0; worker < rule.updaters(); worker++) {
            sent.add(route.send(graph.getSparkContext(), recipe.run() + "-" + worker, rule.start(state, worker)));
        }
        return List.copyOf(sent);
    }

    /** Makes the next round's state of the workers' states; when one diverged the state stays as it is. */
    @Override
    protected void processResults(
            SparkDl4jMultiLayer network,
            SparkComputationGraph graph,
            JavaRDD<ParameterAveragingTrainingResult> results,
            int split,
            int splits) {
        outcomes = results.map(result -> ((WorkerResult) result).outcome()).collect().stream()
                .sorted(Comparator.comparingInt(WorkerOutcome::worker))
                .toList();
        SortedMap<Integer, ModelState> ends = new TreeMap<>();
        for (WorkerOutcome outcome : outcomes) {
            if (outcome instanceof WorkerOutcome.Fitted fitted) {
                ends.put(fitted.worker(), fitted.state().get());
            }
        }
        if (ends.size() == outcomes.size()) {
            long begin = System.nanoTime();
            AveragingRule.Outcome next = rule.next(state, ends);
            spread = next.spread();
            state = next.state();
            averagingSeconds = (System.nanoTime() - begin) * 1e-9;
        }
    }
}
