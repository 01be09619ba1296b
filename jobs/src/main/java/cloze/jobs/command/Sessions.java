package cloze.jobs.command;

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
                .getOrCreate();
    }
}
