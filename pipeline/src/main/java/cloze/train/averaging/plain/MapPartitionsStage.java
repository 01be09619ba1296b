package cloze.train.averaging.plain;

import cloze.train.averaging.Round;
import cloze.train.averaging.RoundStage;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Rounds through Spark alone: one element per worker, a partition each, and one mapPartitions over them. */
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

    /** Nothing is kept. */
    @Override
    public void close() {}
}
