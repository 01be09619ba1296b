package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.provenance.OutputFolder;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What has one output folder: what it reads, and what it does with a claimed one. */
public interface Job extends Entry {
    /** Whether a killed run goes on or starts afresh, as those do whose work is done at once. */
    default OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    /** The parts of {@code config} its result depends on. */
    List<Object> dependsOn(RunConfig config);

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

    @Override
    default List<String> execute(SparkSession spark, RunConfig config, Invocation invocation) throws Exception {
        if (answers(config)) {
            check(spark, config);
            return answer(spark, config);
        }
        return new Execution(this, config, invocation.existing(), invocation.command())
                .run(spark, invocation.console())
                .summary();
    }
}
