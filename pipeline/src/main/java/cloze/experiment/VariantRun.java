package cloze.experiment;

import cloze.artifact.Evaluation;
import cloze.artifact.EvaluationTables;
import cloze.dataset.Documents;
import cloze.dataset.Metrics;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The results of one variant trained and evaluated with one seed.
 *
 * @param compared values for the comparison table
 * @param resampled metrics on the validation documents, and in each resampling of them
 * @param ceilings ceilings of the validation examples
 */
record VariantRun(Comparison.Run compared, Differences.Run resampled, SmallTable ceilings) {
    /** Reads the output of a finished run. */
    static VariantRun read(Configuration hadoop, TrainedVariant run) {
        Evaluation measured = Evaluation.read(hadoop, run.evaluated());
        Map<String, Long> counts = run.manifest().counts();
        Map<String, Double> metrics = new TreeMap<>();
        for (String split : List.of(Documents.TRAIN, Documents.VALIDATION)) {
            Map<String, Double> values = measured.values(split, Metrics.COMPARED);
            Metrics.COMPARED.forEach(metric -> metrics.put(metric.column(split), values.get(metric.column())));
        }
        var compared = new Comparison.Run(
                run.variant(),
                metrics,
                measured.values(Documents.VALIDATION, Comparison.REFERENCES),
                counts.get("training_milliseconds") / 1000.0,
                counts.get("rounds"));
        var resampled = new Differences.Run(run.variant(), run.seed(), measured.measured(Metrics.COMPARED));
        SmallTable ceilings = EvaluationTables.read(hadoop, run.evaluated(), EvaluationTables.CEILINGS);
        return new VariantRun(compared, resampled, ceilings);
    }
}
