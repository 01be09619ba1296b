package cloze.prepare;

import cloze.artifact.PreparedQuality;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.quality.ExampleQuality;
import cloze.run.Refusal;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Builds examples from a corpus: documents, sentences, tokens, pairs, masks. Trains a vocabulary on the way unless one
 * is given.
 */
public final class PrepareStep implements Step {
    private final UnseenDocuments wanted;

    /** Creates a step for the whole corpus. */
    public PrepareStep() {
        this(UnseenDocuments.ALL);
    }

    private PrepareStep(UnseenDocuments wanted) {
        this.wanted = wanted;
    }

    /** Creates a step for the documents of the corpus that {@code wanted} keeps. */
    public static PrepareStep of(UnseenDocuments wanted) {
        return new PrepareStep(wanted);
    }

    @Override
    public String name() {
        return "prepare";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED, Section.OUTPUT, Section.CORPUS, Section.CURATE, Section.VOCABULARY, Section.EXAMPLES);
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        List<Object> parts = new ArrayList<>(List.of(wanted.splits()));
        wanted.difference().ifPresent(parts::add);
        return parts;
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(Section.files(sections(), config));
        inputs.addAll(wanted.inputs());
        return inputs;
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        Curation.of(config).check();
        preparation(config).check(spark.sparkContext().hadoopConfiguration());
    }

    @Override
    public Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        return Curation.of(config)
                .refusal(hadoop, new Path(folder, Curation.FOLDER))
                .map(refusal -> new Refusal(refusal.reason(), Curation.FOLDER))
                .or(() -> QualityGates.refusal(config.examples(), PreparedQuality.readAll(hadoop, folder)));
    }

    @Override
    public StepResult run(StepContext context) {
        Prepared prepared = preparation(context.config()).run(context.spark(), context.output(), context::phase);
        Map<String, SmallTable> removed =
                prepared.curated().map(Curation.Result::tables).orElse(Map.of());
        DataPage.write(context, prepared.quality(), removed, prepared.quality().get(ExampleQuality.REJECTED));
        List<String> summary = new ArrayList<>();
        prepared.curated().ifPresent(curated -> summary.addAll(curated.lines()));
        summary.addAll(PreparedQuality.shown(prepared.quality()));
        summary.add(DataPage.line(context));
        return new StepResult(prepared.counts(), summary);
    }

    private Preparation preparation(RunConfig config) {
        return Preparation.of(config).only(wanted);
    }
}
