package cloze.jobs.command;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions; nothing else does. Master and resources come from spark-submit. */
public final class Sessions {
    private Sessions() {}

    public static SparkSession open(String job) {
        return SparkSession.builder()
                .appName("cloze " + job)
                // A round returns the weights of every worker, which exceed Spark's limit against accidental collects.
                .config("spark.driver.maxResultSize", "0")
                // Weights do not compress, so compression would waste time every round.
                .config("spark.broadcast.compress", "false")
                // On a local master, a task that fills the heap would otherwise end the process at once, with Spark's
                // exit code and no message.
                .config("spark.executor.killOnFatalError.depth", isLocal() ? "0" : "5")
                .getOrCreate();
    }

    private static boolean isLocal() {
        return new SparkConf().get("spark.master", "").startsWith("local");
    }
}
