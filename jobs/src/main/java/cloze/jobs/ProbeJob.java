package cloze.jobs;

import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.probe.ProbeStep;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job that measures what a model's vectors are worth for a labelled table. */
public final class ProbeJob extends StepJob {
    public ProbeJob() {
        super(new ProbeStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new ProbeJob(), arguments);
    }

    @Override
    public String description() {
        return "measures what a model's vectors are worth for a labelled table";
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        List<String> tables =
                config.probe().input().stream().map(CorpusInput::named).toList();
        return List.of(
                "Would probe %s with %s into %s".formatted(config.model(), String.join(", ", tables), output(config)));
    }
}
