package cloze.jobs;

import cloze.artifact.Evaluation;
import cloze.artifact.EvaluationTables;
import cloze.dataset.Documents;
import cloze.jobs.ExperimentJob.Trained;
import cloze.report.Comparison;
import cloze.report.Differences;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
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
        Evaluation measured = Evaluation.read(spark, run.evaluated());
        Map<String, Long> counts = run.manifest().counts();
        Map<String, Double> metrics = new TreeMap<>();
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            measured.values(split, METRICS).forEach((metric, value) -> metrics.put(named(split, metric), value));
        }
        var compared = new Comparison.Run(
                run.variant(),
                metrics,
                measured.values(Documents.VALIDATION, Comparison.REFERENCES),
                counts.get("training_milliseconds") / 1000.0,
                counts.get("rounds"));
        Map<String, List<Double>> resampled = new TreeMap<>();
        measured.resampled(METRICS)
                .forEach((metric, values) -> resampled.put(named(Documents.VALIDATION, metric), values));
        Dataset<Row> ceilings = EvaluationTables.read(spark, run.evaluated(), EvaluationTables.CEILINGS);
        return new VariantRun(
                compared, new Differences.Run(run.variant(), run.seed(), metrics, resampled), SmallTable.of(ceilings));
    }

    private static String named(String split, String metric) {
        return split + "_" + metric;
    }
}
