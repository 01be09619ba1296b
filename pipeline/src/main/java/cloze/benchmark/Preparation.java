package cloze.benchmark;

import cloze.config.RunConfig;
import org.apache.hadoop.fs.Path;

/** The prepare job, which is not of this module. */
@FunctionalInterface
public interface Preparation {
    /** Runs the job of {@code config} into {@code folder}, which does not exist yet. */
    Prepared run(RunConfig config, Path folder);

    /**
     * What a run came to.
     *
     * @param examples how many it wrote
     * @param qualitySeconds how long it went on after the last of them, for the quality tables
     */
    record Prepared(long examples, double qualitySeconds) {}
}
