package cloze.jobs;

import cloze.artifact.PreparedQuality;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.Corpus;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobContext;
import cloze.jobs.command.JobResult;
import cloze.jobs.command.JobRunner;
import cloze.prepare.Preparation;
import cloze.prepare.Prepared;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** From a corpus to examples: documents, sentences, tokens, pairs, masks; a vocabulary is trained on the way unless one is given. */
public final class PrepareJob implements Job {
    /** Of text and core, vocabulary and quality tables included. */
    private static final double MEGABYTES_PER_SECOND = 2;

    private final UnseenDocuments wanted;

    /** Of the whole corpus. */
    public PrepareJob() {
        this(UnseenDocuments.ALL);
    }

    private PrepareJob(UnseenDocuments wanted) {
        this.wanted = wanted;
    }

    /** Of those documents of the corpus alone that {@code wanted} leaves. */
    static PrepareJob of(UnseenDocuments wanted) {
        return new PrepareJob(wanted);
    }

    public static void main(String[] arguments) {
        JobRunner.main(new PrepareJob(), arguments);
    }

    @Override
    public String name() {
        return "prepare";
    }

    @Override
    public String description() {
        return "builds training and validation examples from a corpus";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.CORPUS, Section.VOCABULARY, Section.EXAMPLES);
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(wanted.splits());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(Section.files(sections(), config));
        inputs.addAll(wanted.prepared());
        return inputs;
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        preparation(config).check(spark.sparkContext().hadoopConfiguration());
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        preparation(config).requireDocuments(spark);
        return List.of(
                "Would build examples of %s into %s".formatted(Corpus.named(config), output(config)),
                Estimate.ofText(spark, config, MEGABYTES_PER_SECOND));
    }

    @Override
    public JobResult run(JobContext context) {
        Prepared prepared = preparation(context.config())
                .run(context.spark(), context.output(), output(context.config()).getName(), context::phase);
        return new JobResult(prepared.counts(), PreparedQuality.shown(prepared.quality()));
    }

    private Preparation preparation(RunConfig config) {
        return Preparation.of(config).only(wanted);
    }
}
