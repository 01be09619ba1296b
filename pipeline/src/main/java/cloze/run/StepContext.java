package cloze.run;

import cloze.config.RunConfig;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a step works with.
 *
 * @param spark the session
 * @param config all sections, checked
 * @param output the folder to write into; takes its final name when the step is done
 * @param fingerprint of everything the result depends on
 * @param observer who is told of progress
 * @param command what a user typed behind the script's name to get here
 */
public record StepContext(
        SparkSession spark, RunConfig config, Path output, String fingerprint, RunObserver observer, String command) {
    public Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** This context with progress told to another. */
    public StepContext withObserver(RunObserver other) {
        return new StepContext(spark, config, output, fingerprint, other, command);
    }

    /** A path below the output, as Spark wants it. */
    public String below(String name) {
        return new Path(output, name).toString();
    }

    /** {@code rows} in as many partitions as cores at least: where a row is long work, moving it is nothing. */
    public Dataset<Row> spread(Dataset<Row> rows) {
        int cores = spark.sparkContext().defaultParallelism();
        return rows.rdd().getNumPartitions() < cores ? rows.repartition(cores) : rows;
    }

    /** Names the Spark jobs that follow, for progress and the web interface. */
    public void phase(String what) {
        spark.sparkContext().setJobGroup("cloze", what, false);
        observer.phase(what);
    }
}
