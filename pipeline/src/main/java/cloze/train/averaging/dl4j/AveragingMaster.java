package cloze.train.averaging.dl4j;

import cloze.config.TrainingConfig;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerStart;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;

/**
 * Deeplearning4j's training master, restricted so that each call of fitPaths is one round and one Spark stage over
 * exactly the given references. It neither counts, splits, persists nor drops anything. It runs no job either: it
 * yields the outcomes of the workers as an RDD, and averaging happens elsewhere.
 */
@SuppressWarnings("EqualsHashCode") // equality is the superclass's: masters are not compared
final class AveragingMaster extends ParameterAveragingTrainingMaster {
    private transient Optional<RoundTask> task = Optional.empty();
    private transient Carrier carrier = JavaRDD::mapPartitions;
    private transient Optional<JavaRDD<WorkerOutcome>> outcomes = Optional.empty();

    /** Brings references to the function that fits them. */
    @FunctionalInterface
    private interface Carrier {
        JavaRDD<WorkerResult> carry(JavaRDD<String> references, FitPartition fit);
    }

    AveragingMaster(TrainingConfig training) {
        super(new Builder(training.workers(), 1)
                .batchSizePerWorker(1)
                .averagingFrequency(training.averagingFrequency())
                .saveUpdater(true)
                .repartionData(Repartition.Never));
    }

    /** Sets the task of the next call of fitPaths. Workers start from the states that it refers to. */
    void begin(RoundTask next) {
        task = Optional.of(next);
        carrier = JavaRDD::mapPartitions;
    }

    /** Sets the task of the next call of fitPaths. Worker w starts from the state in partition w of {@code starts}. */
    void begin(RoundTask next, JavaRDD<WorkerStart> starts) {
        task = Optional.of(next);
        carrier = (references, fit) -> references.zipPartitions(starts, fit);
    }

    /** Returns and clears the outcomes of the last call, one per worker that had work. */
    JavaRDD<WorkerOutcome> takeOutcomes() {
        JavaRDD<WorkerOutcome> taken = outcomes.orElseThrow();
        outcomes = Optional.empty();
        return taken;
    }

    @Override
    public void executeTrainingPaths(
            SparkDl4jMultiLayer network,
            SparkComputationGraph graph,
            JavaRDD<String> references,
            DataSetLoader dataSetLoader,
            MultiDataSetLoader loader) {
        outcomes = Optional.of(carrier.carry(references, new FitPartition(getWorkerInstance(graph), loader))
                .map(WorkerResult::outcome));
    }

    @Override
    public AveragingWorker getWorkerInstance(SparkComputationGraph graph) {
        return new AveragingWorker(
                new WorkerConfiguration(true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false),
                task.orElseThrow());
    }
}
