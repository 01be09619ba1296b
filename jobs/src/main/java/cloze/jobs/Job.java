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

    /** Whether a killed run goes on or starts afresh, as those do whose work is done at once. */
    default OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    /** The parts of {@code config} its result depends on. */
    List<Object> dependsOn(RunConfig config);

    /** Paths of the files its result depends on. */
    List<String> inputs(RunConfig config);

    /**
     * Finds what would end the run early, without reading data. A run and a dry run begin with it, before the output is claimed or an earlier
     * one replaced.
     */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /** After {@link #check}: checks that read a little of the data, and what would be done; no output is touched. */
    List<String> plan(SparkSession spark, RunConfig config) throws Exception;

    /** Whether {@link #answer} is all that is asked for. */
    default boolean answers(RunConfig config) {
        return false;
    }

    /** After {@link #check}: the lines that are the whole result of a run that writes nothing. */
    default List<String> answer(SparkSession spark, RunConfig config) throws Exception {
        return List.of();
    }

    /** After {@link #check}: does the work, writing into {@code context.output()} alone. */
    JobResult run(JobContext context) throws Exception;

    /** The output folder a user means: the configured one, or runs/ and the job's name. */
    default Path output(RunConfig config) {
        return new Path(config.output().isEmpty() ? "runs/" + name() : config.output());
    }
}
