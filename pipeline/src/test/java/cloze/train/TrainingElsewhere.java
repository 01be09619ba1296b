package cloze.train;

import cloze.shard.Minibatch;
import cloze.train.averaging.MinibatchSource;
import cloze.train.epoch.EpochSources;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;

/** The tiny run as a program of its own: a test's process has one Spark master, and this needs others. */
final class TrainingElsewhere {
    private TrainingElsewhere() {}

    /** Arguments: Spark master, output folder, first round of the run (none, or one with a failing task) as "calm" or "failing". */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        EpochSources sources = given.get(2).equals("failing") ? FailsAtFirst::new : TinyRun.Examples::new;
        try (SparkSession spark = SparkSession.builder()
                .master(given.get(0))
                .appName("training elsewhere")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            TinyPretraining.of(spark, TinyRun.request(2, 2, given.get(1)), TinyPretraining.hooks(spark, sources))
                    .run();
        }
    }

    /** In each worker's first attempt the second minibatch of the round cannot be read: one is fitted already. */
    private record FailsAtFirst(int epoch) implements MinibatchSource {
        @Override
        public Minibatch load(long from, long to, long key) {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0 && from >= 8) {
                throw new IllegalStateException(String.format(Locale.ROOT, "no example %d at first", from));
            }
            return new TinyRun.Examples(epoch).load(from, to, key);
        }
    }
}
