package cloze.retrain;

import cloze.config.RunConfig;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.Step;
import cloze.run.StepRun;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The steps of one retrain run. Each has its own folder and manifest below the work folder, so a killed run resumes
 * with the first unfinished step.
 */
final class RetrainSteps {
    private final SparkSession spark;
    private final RunConfig config;
    private final Path work;
    private final RunOrder order;

    /**
     * @param config configuration of all steps; see {@link RetrainSettings}
     * @param work the work folder of the run
     * @param order observer and command of the run
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

    Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    RunConfig config() {
        return config;
    }

    /** Returns the time of the run. */
    Instant now() {
        return order.clock().instant();
    }

    /** Returns the folder of the step {@code name}. */
    String folder(String name) {
        return new Path(work, name).toString();
    }

    /** Runs a step unless it is done. */
    Manifest run(Step step, RunConfig told) throws Exception {
        return new StepRun(step, told, Existing.KEEP, order.command()).run(spark, order.observer());
    }
}
