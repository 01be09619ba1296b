package cloze.retrain;

import cloze.config.RunConfig;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.Step;
import cloze.run.StepRun;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The steps of one run of retraining, each with a folder and a manifest of its own below the run's work folder, so that a killed run goes on
 * with the first one that is not done.
 */
final class RetrainSteps {
    private final SparkSession spark;
    private final RunConfig config;
    private final Path work;
    private final RunOrder order;

    /**
     * @param config what every step is told; see {@link RetrainSettings}
     * @param work the run's work folder
     * @param order who follows the run, and how it was asked for
     */
    RetrainSteps(SparkSession spark, RunConfig config, Path work, RunOrder order) {
        this.spark = spark;
        this.config = config;
        this.work = work;
        this.order = order;
    }

    SparkSession spark() {
        return spark;
    }

    RunConfig config() {
        return config;
    }

    /** The folder of a step. */
    String folder(String name) {
        return new Path(work, name).toString();
    }

    /** Does a step, or finds it done. */
    Manifest run(Step step, RunConfig told) throws Exception {
        return new StepRun(step, told, Existing.KEEP, order.command()).run(spark, order.observer());
    }
}
