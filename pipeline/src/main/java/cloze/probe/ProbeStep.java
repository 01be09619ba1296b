package cloze.probe;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.probe.ProbeConfig;
import cloze.corpus.source.TableIdentities;
import cloze.corpus.source.TableVersions;
import cloze.error.InvalidConfigException;
import cloze.release.TrainedModel;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Measures what a model's vectors are worth for a labelled table. */
public final class ProbeStep implements Step {
    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.MODEL, Section.PROBE);
    }

    @Override
    public List<String> identities(SparkSession spark, RunConfig config) {
        ProbeConfig probe = config.probe();
        List<CorpusInput> tables = Stream.concat(probe.input().stream(), probe.test().stream())
                .filter(input -> input.kind() != CorpusInput.Kind.FILES)
                .toList();
        List<String> identities = new ArrayList<>();
        // An identity is that of one column of texts and one more.
        for (CorpusInput table : tables) {
            identities.addAll(identities(spark, config, table.withColumns(probe.textColumn(), probe.labelColumn())));
            if (probe.hasPairs()) {
                identities.addAll(
                        identities(spark, config, table.withColumns(probe.textBColumn(), probe.labelColumn())));
            }
        }
        return identities;
    }

    private static List<String> identities(SparkSession spark, RunConfig config, CorpusInput table) {
        CorpusConfig corpus = config.corpus().withInput(List.of(table));
        return TableIdentities.of(spark, TableVersions.fixed(spark, corpus));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        ProbeConfig probe = config.probe();
        if (probe.input().isEmpty()) {
            throw new InvalidConfigException(
                    List.of("probe.input = \"\": must name a labelled table: a file, folder, glob or table"));
        }
        TrainedModel model = model(spark, config);
        model.checkForText();
        Comparison.kinds(probe, model.network());
        LabelledTable.input(probe).plan(spark);
        if (probe.hasTest()) {
            LabelledTable.test(probe).plan(spark);
        }
    }

    private static TrainedModel model(SparkSession spark, RunConfig config) throws IOException {
        return TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = context.config();
        context.phase("reading the labelled texts");
        try (LabelledTexts texts = LabelledTexts.of(context.spark(), config.probe(), config.seed())) {
            ProbeTable table = new Comparison(texts, config.probe(), config.seed())
                    .of(model(context.spark(), config), context::phase);
            var report = new ProbeReport(
                    config.model(), table.table(), texts.labels().size(), texts.alsoLearned());
            table.table().write(context.hadoop(), context.below("tables"), "probe");
            context.write(report.page());
            return new StepResult(
                    Map.of(
                            "labels",
                            (long) texts.labels().size(),
                            "texts",
                            texts.rows().count()),
                    report.summary());
        }
    }
}
