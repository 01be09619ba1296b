package cloze.run;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.provenance.OutputFolder;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Work that leaves one output folder: what it reads, and what it does with a claimed folder. {@link StepRun} runs it. */
public interface Step {
    /** Names the step in the manifest of its output. */
    String name();

    /** The parts of the configuration it heeds. */
    List<Section> sections();

    /** What its result depends on besides {@link #sections} and {@link #inputs}; goes into the fingerprint as text. */
    default List<Object> dependsOn(RunConfig config) {
        return List.of();
    }

    /** Paths of the files its result depends on. */
    default List<String> inputs(RunConfig config) {
        return Section.files(sections(), config);
    }

    /** Whether a killed run resumes, or starts afresh as those do whose work is done at once. */
    default OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    /** Finds what would end the run early, without reading data, before the output is claimed or an earlier one replaced. */
    default void check(SparkSession spark, RunConfig config) throws Exception {}

    /** After {@link #check}: does the work, writing into {@code context.output()} alone. */
    StepResult run(StepContext context) throws Exception;

    /** The output folder a user means: the configured one, or runs/ and the step's name. */
    default Path output(RunConfig config) {
        return new Path(config.output().isEmpty() ? "runs/" + name() : config.output());
    }
}
