package cloze.train;

import cloze.tensor.Tensor;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.epoch.EpochSources;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.TaskMetrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Runs of {@link TinyRun}, some of which are killed. */
public final class TinyPretraining {
    private TinyPretraining() {}

    /** A run that takes its time from the machine. */
    public static Pretraining of(SparkSession spark, PretrainingRequest request, TrainingHooks hooks) {
        return new Pretraining(spark.sparkContext().hadoopConfiguration(), request, hooks);
    }

    /** Trains on {@code epochs}, measures nothing. */
    public static TrainingHooks hooks(SparkSession spark, EpochSources epochs) {
        return TrainingHooks.of(SparkTrainers.of(spark, 1), epochs);
    }

    static PretrainingResult run(SparkSession spark, PretrainingRequest request) {
        return run(spark, request, (row, plan) -> {});
    }

    static PretrainingResult run(SparkSession spark, PretrainingRequest request, TrainingHooks.Progress progress) {
        return timed(spark, request, measured(spark).withProgress(progress));
    }

    /** Every round takes a second. */
    static PretrainingResult timed(SparkSession spark, PretrainingRequest request, TrainingHooks hooks) {
        var seconds = new AtomicLong();
        LongSupplier clock = () -> seconds.incrementAndGet() * 1_000_000_000L;
        return new Pretraining(spark.sparkContext().hadoopConfiguration(), request, hooks, clock).run();
    }

    /** What is measured on held-out examples is a number made of the weights. */
    static TrainingHooks measured(SparkSession spark) {
        return hooks(spark, TinyRun.Examples::new)
                .withHeldOut(state -> metrics(Math.abs(state.whole().parameters()[0])));
    }

    static TaskMetrics metrics(double maskedLmLoss) {
        return MeasuredTasks.of(maskedLmLoss, 0.1, 0.7, 0.5);
    }

    /** A kill right after a round. */
    static TrainingHooks.Progress stopAfter(int rounds) {
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
