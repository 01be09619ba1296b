package cloze.train;

import cloze.tensor.Tensor;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.TaskMetrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Runs of {@link TinyRun}, some of which are killed. */
final class TinyPretraining {
    private TinyPretraining() {}

    static PretrainingResult run(SparkSession spark, PretrainingRequest request) {
        return run(spark, request, (row, plan) -> {});
    }

    static PretrainingResult run(SparkSession spark, PretrainingRequest request, TrainingProgress progress) {
        return new Pretraining(spark, request, surroundings().withProgress(progress)).run();
    }

    /** Every round takes a second; what is measured on held-out examples is a number made of the weights. */
    static TrainingHooks surroundings() {
        var seconds = new AtomicLong();
        return TrainingHooks.of(TinyRun.Examples::new)
                .withClock(() -> seconds.incrementAndGet() * 1_000_000_000L)
                .withHeldOut(weights -> metrics(Math.abs(weights.get(0).values()[0])));
    }

    static TaskMetrics metrics(double maskedLmLoss) {
        return MeasuredTasks.of(maskedLmLoss, 0.1, 0.7, 0.5);
    }

    /** A kill right after a round. */
    static TrainingProgress stopAfter(int rounds) {
        return (row, plan) -> {
            if (row.round() == rounds - 1) {
                throw new Stopped();
            }
        };
    }

    static List<Tensor> parameters(PretrainingResult result) throws IOException {
        var path = new org.apache.hadoop.fs.Path(result.checkpoint());
        return new CheckpointFolder(path.getFileSystem(new Configuration()), path).parameters();
    }

    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
