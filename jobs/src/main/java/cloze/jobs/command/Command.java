package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A command that a user can start by name: a {@link Job} with an output folder, or a {@link Task} without one. Fields
 * with picocli's option annotation are options of this command alone.
 */
public sealed interface Command permits Job, Task {
    /** Returns the name, as typed after deploy/local.sh. */
    String name();

    /** Returns a one-line description for --help. */
    String description();

    /** Returns the sections of the configuration that the command reads. */
    List<Section> sections();

    /** Returns the paths of the files that the result depends on. */
    default List<String> inputs(RunConfig config) {
        return Section.files(sections(), config);
    }

    /** Returns the command to run for {@code config}: this one, or another that an option or a key selects. */
    default Command chosen(RunConfig config) {
        return this;
    }

    /**
     * Returns settings of Spark for a session on a cluster, values by name. A setting of the user wins over one of these.
     */
    default Map<String, String> settings(RunConfig config) {
        return Map.of();
    }

    /**
     * Fails early on faults that can be found without reading data. Called at the start of runs and dry runs, before
     * the output is claimed or an earlier one is replaced.
     */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /**
     * Describes what the command would do. Called after {@link #check}; may read a little of the data for further
     * checks, and touches no output.
     */
    List<String> plan(SparkSession spark, RunConfig config) throws Exception;

    /**
     * Returns the last line on standard output for a run that fails with {@code fault}, for readers of that stream
     * alone.
     */
    default Optional<String> lastLine(Fault fault) {
        return Optional.empty();
    }
}
