package cloze.jobs;

import cloze.config.RunConfig;
import cloze.provenance.OutputFolder;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** One entry of {@link Main}: what it reads, and what it does with a claimed output folder. */
interface Job {
    /** As typed after deploy/local.sh. */
    String name();

    /** One line for --help. */
    String description();

    /** The configuration it heeds, as paths of keys or sections. */
    List<String> keys();

    /** Whether a killed run goes on or starts afresh. */
    OutputFolder.Mode mode();

    /** The parts of {@code config} its result depends on. */
    List<Object> dependsOn(RunConfig config);

    /** Paths of the files its result depends on. */
    List<String> inputs(RunConfig config);

    /** Checks what can be checked without reading data, and says what would be done; no output is touched. */
    List<String> plan(SparkSession spark, RunConfig config);

    /** Does the work, writing into {@code context.output()} alone. */
    JobResult run(JobContext context) throws Exception;

    /** The output folder a user means: the configured one, or runs/ and the job's name. */
    default Path output(RunConfig config) {
        return new Path(config.output().isEmpty() ? "runs/" + name() : config.output());
    }
}
