package cloze.run;

import cloze.config.RunConfig;
import cloze.report.page.Page;
import cloze.table.TextFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The context that a step runs in.
 *
 * @param spark the session
 * @param config all sections, validated
 * @param output the folder to write into; it is renamed to its final name when the step is complete
 * @param fingerprint fingerprint of everything the result depends on
 * @param observer receiver of progress
 * @param command what the user typed after the name of the script
 */
public record StepContext(
        SparkSession spark, RunConfig config, Path output, String fingerprint, RunObserver observer, String command) {
    /** Names of the report in an output: for a terminal, and for a browser. */
    public static final String REPORT_MARKDOWN = "report.md";

    public static final String REPORT_HTML = "report.html";

    public Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    /** Returns this context with another observer. */
    public StepContext withObserver(RunObserver other) {
        return new StepContext(spark, config, output, fingerprint, other, command);
    }

    /** Returns a path below the output as a string, as Spark expects it. */
    public String below(String name) {
        return new Path(output, name).toString();
    }

    /** Writes the report of the step, for a terminal and for a browser. */
    public void write(Page report) {
        TextFile.write(hadoop(), new Path(output, REPORT_MARKDOWN), report.markdown());
        TextFile.write(hadoop(), new Path(output, REPORT_HTML), report.html());
    }

    /**
     * Repartitions {@code rows} into at least as many partitions as there are cores. Use it where the work per row
     * outweighs the cost of a shuffle.
     */
    public Dataset<Row> spread(Dataset<Row> rows) {
        int cores = spark.sparkContext().defaultParallelism();
        return rows.javaRDD().getNumPartitions() < cores ? rows.repartition(cores) : rows;
    }

    /** Names the Spark jobs that follow, in the progress output and in Spark's web interface. */
    public void phase(String what) {
        spark.sparkContext().setJobGroup("cloze", what, false);
        observer.phase(what);
    }
}
