package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.provenance.OutputFolder;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** A command with one output folder: what it reads, and what it does with a claimed one. {@link JobRun} runs it. */
public non-sealed interface Job extends Command {
    /** Whether a killed run goes on or starts afresh, as those do whose work is done at once. */
    default OutputFolder.Mode mode() {
        return OutputFolder.Mode.AT_ONCE;
    }

    /** What its result depends on besides {@link #sections} and {@link #inputs}; goes into the fingerprint as text. */
    default List<Object> dependsOn(RunConfig config) {
        return List.of();
    }

    /** After {@link #check}: does the work, writing into {@code context.output()} alone. */
    JobResult run(JobContext context) throws Exception;

    /** The output folder a user means: the configured one, or runs/ and the job's name. */
    default Path output(RunConfig config) {
        return new Path(config.output().isEmpty() ? "runs/" + name() : config.output());
    }
}
