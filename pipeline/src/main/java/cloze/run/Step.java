package cloze.run;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.provenance.OutputFolder;
import cloze.table.StoredPath;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Work that produces one output folder. Declares what it reads; {@link StepRun} claims the folder and runs it. */
public interface Step {
    /** Returns the name of the step in the manifest of its output. */
    String name();

    /** Returns the sections of the configuration that the step reads. */
    List<Section> sections();

    /**
     * Returns what the result depends on besides {@link #sections} and {@link #inputs}. Their text goes into the
     * fingerprint.
     */
    default List<Object> dependsOn(RunConfig config) {
        return List.of();
    }

    /** Returns the paths of the files that the result depends on. */
    default List<String> inputs(RunConfig config) {
        return Section.files(sections(), config);
    }

    /**
     * Returns lines that change when inputs without a path do, such as tables of a catalog. They go into the fingerprint
     * and the manifest.
     */
    default List<String> identities(SparkSession spark, RunConfig config) {
        return List.of();
    }

    /** Returns whether a killed run resumes or starts over. Steps that do all their work at once start over. */
    default OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    /**
     * Fails early on faults that can be found without reading data. Called before the output is claimed or an earlier
     * one is replaced.
     */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /** Does the work, and writes only into {@code context.output()}. Called after {@link #check}. */
    StepResult run(StepContext context) throws Exception;

    /**
     * Returns why the limits in {@code config} refuse a complete result; empty if they accept it. Limits are not part of
     * the fingerprint: they are asked before a result is published, and again where it is found complete.
     *
     * @param folder holds the result
     */
    default Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        return Optional.empty();
    }

    /** Returns the output folder: the configured one, by default {@code runs/} followed by the name of the step. */
    default Path output(RunConfig config) {
        return StoredPath.of(config.output().isEmpty() ? "runs/" + name() : config.output());
    }
}
