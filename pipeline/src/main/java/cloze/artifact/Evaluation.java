package cloze.artifact;

import cloze.error.CorruptArtifactException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The metrics that an evaluate run has measured. NaN stands for an empty cell: there was nothing to measure. */
public final class Evaluation {
    private final SparkSession spark;
    private final String evaluated;
    private final List<Row> splits;

    /** @param splits a row for each split */
    Evaluation(SparkSession spark, String evaluated, List<Row> splits) {
        this.spark = spark;
        this.evaluated = evaluated;
        this.splits = List.copyOf(splits);
    }

    /** Reads the output of a finished evaluate run. */
    public static Evaluation read(SparkSession spark, String evaluated) {
        return new Evaluation(
                spark,
                evaluated,
                EvaluationTables.read(spark, evaluated, EvaluationTables.EVALUATION)
                        .collectAsList());
    }

    /** {@code metrics} on the examples of {@code split}; NaN when none of it were measured. */
    public Map<String, Double> values(String split, List<String> metrics) {
        Optional<Row> row = row(split);
        Map<String, Double> values = new HashMap<>();
        metrics.forEach(metric ->
                values.put(metric, row.map(found -> number(found, metric)).orElse(Double.NaN)));
        return values;
    }

    /**
     * {@code metric} on the examples of {@code split}.
     *
     * @throws CorruptArtifactException when none of it were measured
     */
    public double value(String split, String metric) {
        return row(split)
                .map(found -> number(found, metric))
                .orElseThrow(() -> new CorruptArtifactException(
                        "%s: expected a row for %s in the table %s, found none; run evaluate again"
                                .formatted(evaluated, split, EvaluationTables.EVALUATION)));
    }

    private Optional<Row> row(String split) {
        return splits.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .findFirst();
    }

    /** {@code metrics} in each resampling of the validation documents, in the resamplings' order. */
    public Map<String, List<Double>> resampled(List<String> metrics) {
        List<Row> resamplings = EvaluationTables.read(spark, evaluated, EvaluationTables.RESAMPLINGS)
                .orderBy("resampling")
                .collectAsList();
        Map<String, List<Double>> values = new HashMap<>();
        metrics.forEach(metric -> values.put(
                metric, resamplings.stream().map(row -> number(row, metric)).toList()));
        return values;
    }

    private static double number(Row row, String metric) {
        Double value = row.getAs(metric);
        return value == null ? Double.NaN : value;
    }
}
