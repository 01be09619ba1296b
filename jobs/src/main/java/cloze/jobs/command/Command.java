package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.config.Section;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What a user can start by name: a {@link Job} with an output folder, or a {@link Task} without one. Fields annotated as picocli's options are
 * options of this command alone.
 */
public sealed interface Command permits Job, Task {
    /** As typed after deploy/local.sh. */
    String name();

    /** One line for --help. */
    String description();

    /** The parts of the configuration it heeds. */
    List<Section> sections();

    /** Paths of the files its result depends on. */
    default List<String> inputs(RunConfig config) {
        return Section.files(sections(), config);
    }

    /** What is done with {@code config}: this, or what an option or a key makes of it. */
    default Command chosen(RunConfig config) {
        return this;
    }

    /**
     * Finds what would end the run early, without reading data. A run and a dry run begin with it, before the output is claimed or an earlier
     * one replaced.
     */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /** After {@link #check}: checks that read a little of the data, and what would be done; no output is touched. */
    List<String> plan(SparkSession spark, RunConfig config) throws Exception;

    /** A last line on standard output for a run that ends with {@code fault}, for those who read nothing else. */
    default Optional<String> lastLine(Fault fault) {
        return Optional.empty();
    }
}
