package cloze.jobs.command;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one place that opens a Spark session; master and resources come from spark-submit. */
public final class Sessions {
    private Sessions() {}

    public static SparkSession open(String job) {
        return SparkSession.builder()
                .appName("cloze " + job)
                // Results of a round are weights of every worker: larger than Spark's guard for accidental collects.
                .config("spark.driver.maxResultSize", "0")
                // Weights do not compress; the time would be wasted every round.
                .config("spark.broadcast.compress", "false")
                // On a local master a task that fills the heap would end the process at once, with Spark's exit code
                // and no message.
                .config("spark.executor.killOnFatalError.depth", isLocal() ? "0" : "5")
                .getOrCreate();
    }

    private static boolean isLocal() {
        return new SparkConf().get("spark.master", "").startsWith("local");
    }
}
