package cloze.train;

import java.util.Comparator;
import java.util.List;
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
    private final Route route;
    private transient StateReference start;
    private transient List<WorkerOutcome> outcomes = List.of();
    private transient double spread;

    AveragingMaster(ReplicaRecipe recipe, Route route, int workers, int averagingFrequency) {
        super(new Builder(workers, 1)
                .batchSizePerWorker(1)
                .averagingFrequency(averagingFrequency)
                .saveUpdater(true)
                .repartionData(Repartition.Never));
        this.recipe = recipe;
        this.route = route;
    }

    /** What each worker with work brought home from the last round, in the workers' order. */
    List<WorkerOutcome> outcomes() {
        return outcomes;
    }

    /** How far apart the workers were at the end of the last round; see {@link Average}. */
    double spread() {
        return spread;
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
            start.release();
        }
    }

    @Override
    public AveragingWorker getWorkerInstance(SparkComputationGraph graph) {
        start = route.send(graph.getSparkContext(), recipe.run(), Replica.state(graph.getNetwork()));
        ComputationGraphConfiguration configuration = graph.getNetwork().getConfiguration();
        return new AveragingWorker(
                new WorkerConfiguration(true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false),
                recipe,
                start,
                configuration.getIterationCount(),
                configuration.getEpochCount());
    }

    /** Averages the workers' states into the driver's network; when one diverged the network stays as it is. */
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
        List<StateReference> ends = outcomes.stream()
                .filter(WorkerOutcome.Fitted.class::isInstance)
                .map(outcome -> ((WorkerOutcome.Fitted) outcome).state())
                .toList();
        if (ends.size() == outcomes.size()) {
            Average average = Average.of(ends.stream().map(StateReference::get).toList());
            spread = average.spread();
            Replica.load(graph.getNetwork(), average.state());
        }
    }
}
