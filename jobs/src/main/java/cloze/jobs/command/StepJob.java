package cloze.jobs.command;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.provenance.OutputFolder;
import cloze.run.Refusal;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A job that wraps a step of the library, and adds what the command line needs: a description and a plan. */
public abstract class StepJob implements Job {
    private final Step step;

    protected StepJob(Step step) {
        this.step = step;
    }

    @Override
    public final String name() {
        return step.name();
    }

    @Override
    public final List<Section> sections() {
        return step.sections();
    }

    @Override
    public final List<Object> dependsOn(RunConfig config) {
        return step.dependsOn(config);
    }

    @Override
    public final List<String> inputs(RunConfig config) {
        return step.inputs(config);
    }

    @Override
    public final OutputFolder.Mode mode() {
        return step.mode();
    }

    @Override
    public final void check(SparkSession spark, RunConfig config) throws Exception {
        step.check(spark, config);
    }

    @Override
    public final Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        return step.refusal(spark, config, folder);
    }

    @Override
    public final StepResult run(StepContext context) throws Exception {
        return step.run(context);
    }
}
