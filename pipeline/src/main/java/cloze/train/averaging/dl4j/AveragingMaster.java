package cloze.train.averaging.dl4j;

import cloze.config.TrainingConfig;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import java.util.List;
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
 * exactly the given references. It neither counts, splits, persists nor drops anything. It passes the outcomes of the
 * workers on unchanged; averaging happens elsewhere.
 */
@SuppressWarnings("EqualsHashCode") // equality is the superclass's: masters are not compared
final class AveragingMaster extends ParameterAveragingTrainingMaster {
    private transient Optional<RoundTask> task = Optional.empty();
    private transient List<WorkerOutcome> outcomes = List.of();

    AveragingMaster(TrainingConfig training) {
        super(new Builder(training.workers(), 1)
                .batchSizePerWorker(1)
                .averagingFrequency(training.averagingFrequency())
                .saveUpdater(true)
                .repartionData(Repartition.Never));
    }

    /** Sets the task of the next call of fitPaths. */
    void begin(RoundTask next) {
        task = Optional.of(next);
    }

    /**
     * Returns and clears the outcomes of the last call, one per worker that had work. Clearing keeps states from being
     * held during the next round.
     */
    List<WorkerOutcome> takeOutcomes() {
        List<WorkerOutcome> taken = outcomes;
        outcomes = List.of();
        return taken;
    }

    @Override
    public void executeTrainingPaths(
            SparkDl4jMultiLayer network,
            SparkComputationGraph graph,
            JavaRDD<String> references,
            DataSetLoader dataSetLoader,
            MultiDataSetLoader loader) {
        outcomes = references
                .mapPartitions(new FitPartition(getWorkerInstance(graph), loader))
                .map(WorkerResult::outcome)
                .collect();
    }

    @Override
    public AveragingWorker getWorkerInstance(SparkComputationGraph graph) {
        return new AveragingWorker(
                new WorkerConfiguration(true, rddDataSetNumExamples, batchSizePerWorker, averagingFrequency, 0, false),
                task.orElseThrow());
    }
}
