package cloze.train.averaging.plain;

import cloze.train.averaging.Round;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerStart;
import cloze.train.plan.MinibatchReference;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs rounds with Spark alone: an RDD with one element and one partition per worker, and one mapPartitions over it.
 */
public final class MapPartitionsStage implements RoundStage {
    private final JavaSparkContext spark;

    public MapPartitionsStage(JavaSparkContext spark) {
        this.spark = spark;
    }

    @Override
    public List<WorkerOutcome> run(RoundTask task, Round round) {
        return references(round)
                .mapPartitions(new FitWorker(task, round.epochs()))
                .collect();
    }

    @Override
    public JavaRDD<WorkerOutcome> outcomes(RoundTask task, Round round, JavaRDD<WorkerStart> starts) {
        return references(round).zipPartitions(starts, new FitWorker(task, round.epochs()));
    }

    private JavaRDD<List<MinibatchReference>> references(Round round) {
        var byWorker = round.plan().byWorker();
        return spark.parallelize(byWorker, byWorker.size());
    }

    /** Does nothing, because nothing is kept between rounds. */
    @Override
    public void close() {}
}
