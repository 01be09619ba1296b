package cloze.train.averaging.plain;

import cloze.train.averaging.Round;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import java.util.List;
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
        var byWorker = round.plan().byWorker();
        return spark.parallelize(byWorker, byWorker.size())
                .mapPartitions(new FitWorker(task, round.epochs()))
                .collect();
    }

    /** Does nothing, because nothing is kept between rounds. */
    @Override
    public void close() {}
}
