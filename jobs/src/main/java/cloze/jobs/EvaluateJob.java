package cloze.jobs;

import cloze.artifact.EvaluateStep;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job that evaluates a model on the held-out examples, and optionally on a number of training examples. */
public final class EvaluateJob extends StepJob {
    public EvaluateJob() {
        super(new EvaluateStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new EvaluateJob(), arguments);
    }

    @Override
    public String description() {
        return "measures a model on held-out examples: tables and a report";
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would measure %s on %s into %s".formatted(config.model(), config.prepared(), output(config)));
    }
}
