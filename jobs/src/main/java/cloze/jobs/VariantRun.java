package cloze.jobs;

import cloze.dataset.Documents;
import cloze.dataset.SmallTable;
import cloze.jobs.ExperimentJob.Trained;
import cloze.report.Comparison;
import cloze.report.Differences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What an experiment takes from one variant trained and evaluated with one seed.
 *
 * @param compared its share of the comparison's row
 * @param resampled its metrics, and in each resampling of the validation documents
 * @param ceilings of the validation examples
 */
record VariantRun(Comparison.Run compared, Differences.Run resampled, SmallTable ceilings) {
    /** What the comparison takes from each split's row of the evaluation. */
    private static final List<String> METRICS =
            List.of("masked_lm_accuracy", "masked_lm_loss", "next_sentence_accuracy");

    /** The metrics whose differences are of interest, as the comparison names them. */
    static final List<String> RESAMPLED =
            METRICS.stream().map(metric -> named(Documents.VALIDATION, metric)).toList();

    /** Reads what a finished run left. */
    static VariantRun read(SparkSession spark, Trained run) {
        String evaluated = run.evaluated();
        Map<String, Long> counts = run.manifest().counts();
        List<Row> splits = EvaluationTables.read(spark, evaluated, EvaluationTables.EVALUATION)
                .collectAsList();
        Map<String, Double> metrics = new TreeMap<>();
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            for (String metric : METRICS) {
                metrics.put(named(split, metric), measured(splits, split, metric));
            }
        }
        Map<String, Double> references = new TreeMap<>();
        for (String reference : Comparison.REFERENCES) {
            references.put(reference, measured(splits, Documents.VALIDATION, reference));
        }
        var compared = new Comparison.Run(
                run.variant(), metrics, references, counts.get("training_milliseconds") / 1000.0, counts.get("rounds"));
        Dataset<Row> ceilings = EvaluationTables.read(spark, evaluated, EvaluationTables.CEILINGS);
        return new VariantRun(
                compared,
                new Differences.Run(run.variant(), run.seed(), metrics, resamplings(spark, evaluated)),
                SmallTable.of(ceilings));
    }

    private static Map<String, List<Double>> resamplings(SparkSession spark, String evaluated) {
        List<Row> rows = EvaluationTables.read(spark, evaluated, EvaluationTables.RESAMPLINGS)
                .orderBy("resampling")
                .collectAsList();
        Map<String, List<Double>> values = new HashMap<>();
        for (String metric : METRICS) {
            List<Double> ofMetric = new ArrayList<>();
            for (Row row : rows) {
                Double value = row.getAs(metric);
                ofMetric.add(value == null ? Double.NaN : value);
            }
            values.put(named(Documents.VALIDATION, metric), ofMetric);
        }
        return values;
    }

    private static String named(String split, String metric) {
        return split + "_" + metric;
    }

    /** NaN where there was nothing to measure: a split without a row, or with an empty cell. */
    private static double measured(List<Row> rows, String split, String metric) {
        return rows.stream()
                .filter(row -> row.<String>getAs("split").equals(split))
                .map(row -> row.<Double>getAs(metric))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Double.NaN);
    }
}
