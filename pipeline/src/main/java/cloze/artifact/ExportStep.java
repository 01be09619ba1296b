package cloze.artifact;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.release.CheckpointModel;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.report.ModelCard;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Exports a model, with its model card, in the format of Hugging Face transformers. */
public final class ExportStep implements Step {
    /** Without a statement for the card the section has no value: outputs of earlier releases are still recognised. */
    private static final Section EVALUATION = new Section(
            List.of("export"),
            config -> config.export().statements(),
            config -> List.of(config.export().evaluation()));

    private static final String INTRODUCTION =
            "Losses are in nats. The unigram baseline uses only the frequencies of the pieces.";

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.MODEL, EVALUATION);
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        TrainedModel model = TrainedModel.at(hadoop, config.model());
        ModelFolder.requirePublishable(model.network());
        model.check();
        model.tokenizer();
        model.requireVocabulary();
        if (!config.export().evaluation().isEmpty()) {
            evaluation(hadoop, config, model);
        }
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = context.config();
        TrainedModel model = TrainedModel.at(context.hadoop(), config.model());
        context.phase("exporting " + model.path());
        ModelWeights weights = model.weights(config.seed());
        Vocabulary vocabulary = model.requireVocabulary();
        var folder = ModelFolder.at(context.output().getFileSystem(context.hadoop()), context.output());
        folder.write(weights, vocabulary, model.tokenizer());
        Optional<SmallTable> evaluation = config.export().evaluation().isEmpty()
                ? Optional.empty()
                : Optional.of(evaluation(context.hadoop(), config, model));
        folder.writeText(
                ModelCards.FILE,
                card(context, model, weights, vocabulary, evaluation).text());
        List<String> summary = new ArrayList<>(model.notes(weights));
        summary.add("Exported step %d of %s, %d pieces".formatted(model.step(), model.path(), vocabulary.size()));
        return new StepResult(
                Map.of(ModelFolder.STEP_COUNT, (long) model.step(), "pieces", (long) vocabulary.size()), summary);
    }

    private static ModelCard card(
            StepContext context,
            TrainedModel model,
            ModelWeights weights,
            Vocabulary vocabulary,
            Optional<SmallTable> evaluation)
            throws IOException {
        var details = new CardDetails(context.hadoop());
        Optional<CheckpointModel> checkpoint =
                model instanceof CheckpointModel found ? Optional.of(found) : Optional.empty();
        Optional<Manifest> examples = checkpoint.flatMap(found -> ModelCards.examples(context.hadoop(), found));
        ModelCard card = ModelCards.card(
                context.config(), weights.network(), vocabulary, model.tokenizer(), examples, evaluation);
        if (checkpoint.isPresent()) {
            card = card.facts("Data", ModelCards.data(context.hadoop(), checkpoint.get()))
                    .facts("Training", ModelCards.training(context.hadoop(), checkpoint.get()))
                    .facts("Compute", details.compute(checkpoint.get()));
        }
        if (evaluation.isPresent()) {
            card = card.metrics(INTRODUCTION, evaluation.get());
        }
        return card.facts("Limits", CardDetails.limits(weights.network(), examples));
    }

    /** Reads the metrics of an evaluate run. Fails if that run measured another model. */
    private static SmallTable evaluation(Configuration hadoop, RunConfig config, TrainedModel model)
            throws IOException {
        var folder = StoredPath.of(config.export().evaluation());
        var manifest = Manifest.read(hadoop, folder);
        if (manifest.isEmpty() || !manifest.get().job().equals("evaluate")) {
            throw new InvalidInputException("export.evaluation = %s: expected a finished evaluate output, found %s"
                    .formatted(
                            folder,
                            manifest.map(found -> "the output of " + found.job())
                                    .orElse("no " + Manifest.FILE + " there")));
        }
        SmallTable table = EvaluationTables.read(hadoop, folder.toString(), EvaluationTables.EVALUATION);
        for (Row row : table.rows()) {
            boolean same = table.value(row, "run").equals(model.run())
                    && table.value(row, "step").equals((long) model.step());
            if (!same) {
                throw new InvalidInputException(
                        "export.evaluation = %s: expected metrics of model = %s (run %s, step %d), found those of run %s, step %s"
                                .formatted(
                                        folder,
                                        model.path(),
                                        model.run(),
                                        model.step(),
                                        table.value(row, "run"),
                                        table.value(row, "step")));
            }
        }
        List<String> shown = new ArrayList<>(List.of("split"));
        shown.addAll(Metrics.columns(Metrics.EVALUATED));
        shown.add(Metrics.baseline(Predictor.UNIGRAM, Quantity.LOSS).column());
        shown.add(Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY).column());
        return table.columns(shown.toArray(String[]::new));
    }
}
