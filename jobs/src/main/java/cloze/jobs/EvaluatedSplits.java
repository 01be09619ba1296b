package cloze.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The metrics that an evaluate run has measured. NaN stands for what was not there to be measured: a split without a row, or an empty cell.
 *
 * @param splits a row for each split
 * @param resamplings a row for each resampling of the validation documents, in their order
 */
record EvaluatedSplits(List<Row> splits, List<Row> resamplings) {
    /** Reads the output of a finished evaluate run. */
    static EvaluatedSplits read(SparkSession spark, String evaluated) {
        return new EvaluatedSplits(
                EvaluationTables.read(spark, evaluated, EvaluationTables.EVALUATION)
                        .collectAsList(),
                EvaluationTables.read(spark, evaluated, EvaluationTables.RESAMPLINGS)
                        .orderBy("resampling")
                        .collectAsList());
    }

    /** {@code metric} on the examples of {@code split}. */
    double value(String split, String metric) {
        return splits.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .map(row -> row.<Double>getAs(metric))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** {@code metrics} on the examples of {@code split}. */
    Map<String, Double> values(String split, List<String> metrics) {
        Map<String, Double> values = new HashMap<>();
        metrics.forEach(metric -> values.put(metric, value(split, metric)));
        return values;
    }

    /** {@code metrics} in each resampling. */
    Map<String, List<Double>> resampled(List<String> metrics) {
        Map<String, List<Double>> values = new HashMap<>();
        metrics.forEach(metric -> values.put(
                metric,
                resamplings.stream()
                        .map(row -> row.<Double>getAs(metric))
                        .map(value -> value == null ? Double.NaN : value)
                        .toList()));
        return values;
    }
}
