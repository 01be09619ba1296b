package cloze.train.averaging.dl4j;

import cloze.config.TrainingConfig;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerStart;
import cloze.train.plan.PlannedRound;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;

/**
 * Runs rounds with Deeplearning4j's {@link SparkComputationGraph}. Each round is one call of fitPaths and one Spark
 * stage.
 */
public final class FitPathsStage implements RoundStage {
    private final JavaSparkContext spark;
    private final AveragingMaster master;
    private final SparkComputationGraph graph;

    public FitPathsStage(JavaSparkContext spark, InitialNetwork network, TrainingConfig training) {
        this.spark = spark;
        this.master = new AveragingMaster(training);
        this.graph = new SparkComputationGraph(spark, new AbsentNetwork(network.configuration()), master);
    }

    @Override
    public List<WorkerOutcome> run(RoundTask task, Round round) {
        master.begin(task);
        return outcomes(round).collect();
    }

    @Override
    public JavaRDD<WorkerOutcome> outcomes(RoundTask task, Round round, JavaRDD<WorkerStart> starts) {
        master.begin(task, starts);
        return outcomes(round);
    }

    private JavaRDD<WorkerOutcome> outcomes(Round round) {
        graph.fitPaths(references(round.plan()), new MinibatchLoader(round.epochs()));
        return master.takeOutcomes();
    }

    /**
     * Returns an RDD whose partition w holds the references of worker w, in order. It is made from one element per
     * worker, without a shuffle.
     */
    private JavaRDD<String> references(PlannedRound plan) {
        List<List<String>> byWorker = plan.byWorker().stream()
                .map(own -> own.stream().map(MinibatchLoader::path).toList())
                .toList();
        return spark.parallelize(byWorker, byWorker.size()).flatMap(List::iterator);
    }

    /** Does nothing, because nothing is kept between rounds. */
    @Override
    public void close() {}
}
