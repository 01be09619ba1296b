package cloze.artifact;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.error.CorruptArtifactException;
import cloze.evaluate.DocumentBootstrap;
import cloze.evaluate.MeasuredModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** The metrics of a finished evaluate run. NaN stands for an empty cell, a metric without examples to measure. */
public final class Evaluation {
    private final Configuration hadoop;
    private final String evaluated;
    private final List<Row> splits;

    /** @param splits one row per split */
    Evaluation(Configuration hadoop, String evaluated, List<Row> splits) {
        this.hadoop = hadoop;
        this.evaluated = evaluated;
        this.splits = List.copyOf(splits);
    }

    /** Reads the output of a finished evaluate run. */
    public static Evaluation read(Configuration hadoop, String evaluated) {
        return new Evaluation(
                hadoop,
                evaluated,
                EvaluationTables.read(hadoop, evaluated, EvaluationTables.EVALUATION)
                        .rows());
    }

    /**
     * Returns {@code metrics} on the examples of {@code split}, by column name. The values are NaN if the split was not
     * measured.
     */
    public Map<String, Double> values(String split, List<Metric> metrics) {
        Optional<Row> row = row(split);
        return values(metrics, metric -> row.map(found -> number(found, metric)).orElse(Double.NaN));
    }

    /**
     * Returns {@code metric} on the examples of {@code split}.
     *
     * @throws CorruptArtifactException if the split was not measured
     */
    public double value(String split, Metric metric) {
        return row(split)
                .map(found -> number(found, metric))
                .orElseThrow(() -> new CorruptArtifactException(
                        "%s: expected a row for %s in the table %s, found none; run evaluate again"
                                .formatted(evaluated, split, EvaluationTables.EVALUATION)));
    }

    /**
     * Returns {@code metrics} on the validation examples and in each resampling of their documents, in the order of the
     * resamplings.
     */
    public MeasuredModel measured(List<Metric> metrics) {
        List<Row> resamplings = EvaluationTables.read(hadoop, evaluated, EvaluationTables.RESAMPLINGS)
                .sortedBy(DocumentBootstrap.RESAMPLING)
                .rows();
        return new MeasuredModel(values(Documents.VALIDATION, metrics), values(metrics, metric -> resamplings.stream()
                .map(row -> number(row, metric))
                .toList()));
    }

    private static <T> Map<String, T> values(List<Metric> metrics, Function<Metric, T> value) {
        Map<String, T> values = new TreeMap<>();
        metrics.forEach(metric -> values.put(metric.column(), value.apply(metric)));
        return values;
    }

    private Optional<Row> row(String split) {
        return splits.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .findFirst();
    }

    private static double number(Row row, Metric metric) {
        Double value = row.getAs(metric.column());
        return value == null ? Double.NaN : value;
    }
}
