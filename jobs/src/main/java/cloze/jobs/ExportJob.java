package cloze.jobs;

import cloze.artifact.ExportStep;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Writes a model as Hugging Face transformers loads it, with a card. */
public final class ExportJob extends StepJob {
    public ExportJob() {
        super(new ExportStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new ExportJob(), arguments);
    }

    @Override
    public String description() {
        return "writes a model as a folder that Hugging Face transformers loads";
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would export %s into %s".formatted(config.model(), output(config)));
    }
}
