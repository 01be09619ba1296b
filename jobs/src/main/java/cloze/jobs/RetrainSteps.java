package cloze.jobs;

import cloze.config.RunConfig;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRun;
import cloze.jobs.command.RunOptions;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder.Existing;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The steps of one run of retraining: other jobs, each with a folder and a manifest of its own below the run's work folder, so that a killed
 * run goes on with the first one that is not done.
 *
 * @param spark the session
 * @param config what every step is told; see {@link RetrainSettings}
 * @param work the run's work folder
 * @param options how the run was asked for
 */
record RetrainSteps(SparkSession spark, RunConfig config, Path work, RunOptions options) {
    /** The folder of a step. */
    String folder(String name) {
        return new Path(work, name).toString();
    }

    /** Does a step, or finds it done. */
    Manifest run(Job job, RunConfig told) throws Exception {
        return new JobRun(job, told, Existing.KEEP, options.command()).run(spark, options.console());
    }
}
