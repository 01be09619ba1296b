package cloze.jobs;

import cloze.artifact.ExportStep;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job that exports a model, with its model card, in the format of Hugging Face transformers. */
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
