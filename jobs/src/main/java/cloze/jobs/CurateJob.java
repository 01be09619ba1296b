package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.prepare.CurateStep;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The job that removes documents from a corpus: duplicates, other languages, texts beyond the limits of quality rules. */
public final class CurateJob extends StepJob {
    /** Text per core in 10^6 bytes, with all rules. */
    private static final double MEGABYTES_PER_SECOND = 1;

    public CurateJob() {
        super(new CurateStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new CurateJob(), arguments);
    }

    @Override
    public String description() {
        return "removes duplicates and other unwanted documents from a corpus";
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        Corpus.documents(spark, config);
        return List.of(
                "Would curate %s into %s".formatted(Corpus.named(config), output(config)),
                Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
    }
}
