package cloze.artifact;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.report.CardMetadata;
import cloze.report.CardMetadata.Data;
import cloze.report.CardMetadata.Metric;
import cloze.report.CardMetadata.Result;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The metadata of a model card: what the configuration states, and the metrics of an evaluation on held-out documents.
 *
 * @param config the configuration of the export
 * @param corpus what the corpus is called
 * @param languages ISO 639-1 codes of its text
 */
record CardResults(RunConfig config, String corpus, List<String> languages) {
    private static final String FILL_MASK = "fill-mask";
    private static final String CLASSIFICATION = "text-classification";

    /**
     * Returns the metadata of the model {@code name}.
     *
     * @param evaluation the table of an evaluation, one row per split; empty if there is none
     */
    CardMetadata metadata(String name, Optional<SmallTable> evaluation) {
        return new CardMetadata(
                name,
                languages,
                config.export().license(),
                config.export().licenseName(),
                config.export().licenseLink(),
                config.export().datasets(),
                evaluation.map(this::results).orElse(List.of()));
    }

    private List<Result> results(SmallTable evaluation) {
        List<Result> results = new ArrayList<>();
        for (Row row : evaluation.rows()) {
            if (Documents.VALIDATION.equals(evaluation.value(row, "split"))) {
                result(evaluation, row, FILL_MASK, "Masked words", words()).ifPresent(results::add);
                result(evaluation, row, CLASSIFICATION, "Next sentence", pairs())
                        .ifPresent(results::add);
            }
        }
        return results;
    }

    /**
     * A metric of the Hub.
     *
     * @param type its id there
     * @param column where the evaluation has it
     */
    private record Wanted(String type, String name, String column) {}

    private static List<Wanted> words() {
        return List.of(
                new Wanted(
                        "accuracy", "Accuracy", Metrics.accuracy(Task.MASKED_LM).column()),
                // The Hub's name of this metric is the column's.
                new Wanted(Metrics.PERPLEXITY.column(), "Perplexity", Metrics.PERPLEXITY.column()));
    }

    private static List<Wanted> pairs() {
        return List.of(new Wanted(
                "accuracy", "Accuracy", Metrics.accuracy(Task.NEXT_SENTENCE).column()));
    }

    private Optional<Result> result(SmallTable table, Row row, String type, String name, List<Wanted> wanted) {
        List<Metric> metrics = new ArrayList<>();
        for (Wanted one : wanted) {
            if (List.of(table.schema().fieldNames()).contains(one.column())
                    && table.value(row, one.column()) instanceof Double value
                    && Double.isFinite(value)) {
                metrics.add(new Metric(one.type(), one.name(), value));
            }
        }
        return metrics.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result(new CardMetadata.Task(type, name), data(), metrics));
    }

    /** The type is an id on the Hub if one is stated; a corpus that is not there has none, so its name stands in. */
    private Data data() {
        List<String> stated = config.export().datasets();
        String id = corpus.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return new Data(
                stated.isEmpty() ? (id.isEmpty() ? "corpus" : id) : stated.get(0),
                "Held-out documents of " + corpus,
                Documents.VALIDATION);
    }
}
