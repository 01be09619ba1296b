package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.jobs.Main;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** One entry of {@link Main}: what a user can start. */
public interface Entry {
    /** As typed after deploy/local.sh. */
    String name();

    /** One line for --help. */
    String description();

    /** The configuration it heeds, as paths of keys or sections. */
    List<String> keys();

    /** Paths of the files its result depends on. */
    List<String> inputs(RunConfig config);

    /**
     * Finds what would end the run early, without reading data. A run and a dry run begin with it, before the output is claimed or an earlier
     * one replaced.
     */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /** After {@link #check}: checks that read a little of the data, and what would be done; no output is touched. */
    List<String> plan(SparkSession spark, RunConfig config) throws Exception;

    /** A whole run, checks first; what it prints last. */
    List<String> execute(SparkSession spark, RunConfig config, Invocation invocation) throws Exception;

    /** The entry that {@code --rollback} means, where there is something to go back to. */
    default Optional<Entry> rollback() {
        return Optional.empty();
    }

    /** A last line on standard output for a run that ends with {@code fault}, for those who read nothing else. */
    default Optional<String> lastLine(Fault fault) {
        return Optional.empty();
    }
}
