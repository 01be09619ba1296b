package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.prepare.Preparation;
import cloze.prepare.PrepareStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The job that builds examples from a corpus: documents, sentences, tokens, pairs, masks. Trains a vocabulary on the
 * way unless one is given.
 */
public final class PrepareJob extends StepJob {
    /** Text per core in 10^6 bytes, vocabulary and quality tables included. */
    static final double MEGABYTES_PER_SECOND = 2;

    public PrepareJob() {
        super(new PrepareStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new PrepareJob(), arguments);
    }

    @Override
    public String description() {
        return "builds training and validation examples from a corpus";
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        Preparation preparation = Preparation.of(config);
        preparation.requireDocuments(spark);
        List<String> lines = new ArrayList<>();
        lines.add("Would build examples of %s into %s".formatted(Corpus.named(config), output(config)));
        lines.add(Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
        preparation.requireSample(spark, lines::add).ifPresent(lines::add);
        return lines;
    }
}
