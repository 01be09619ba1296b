package cloze.report;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The experiment's table: one row per variant, the mean over its seeds, and an interval where there are several. */
public final class Comparison {
    /** The metrics of a row, in order; a run gives each of them. */
    public static final List<String> METRICS = List.of(
            "train_masked_lm_accuracy",
            "validation_masked_lm_accuracy",
            "train_masked_lm_loss",
            "validation_masked_lm_loss",
            "train_next_sentence_accuracy",
            "validation_next_sentence_accuracy");

    /** What a run's figures lie between, on the validation examples; the same for every run on them. */
    public static final List<String> REFERENCES = List.of(
            "ceiling_masked_lm_accuracy",
            "ceiling_next_sentence_accuracy",
            "unigram_baseline_accuracy",
            "bigram_baseline_accuracy");

    /** What the console shows of a row. */
    private static final List<String> SHOWN = List.of(
            "variant",
            "seeds",
            "train_masked_lm_accuracy",
            "validation_masked_lm_accuracy",
            "validation_masked_lm_loss",
            "validation_next_sentence_accuracy",
            "ceiling_masked_lm_accuracy",
            "ceiling_next_sentence_accuracy",
            "unigram_baseline_accuracy",
            "seconds",
            "rounds");

    /**
     * One finished run.
     *
     * @param variant its row
     * @param metrics a value for each of {@link #METRICS}; NaN where there was nothing to measure
     * @param references a value for each of {@link #REFERENCES}; NaN where it is not known
     * @param seconds of training
     * @param rounds of averaging
     */
    public record Run(
            String variant, Map<String, Double> metrics, Map<String, Double> references, double seconds, long rounds) {}

    private Comparison() {}

    /** One row per variant, in the order they first appear in {@code runs}. */
    public static SmallTable of(List<Run> runs) {
        List<Row> rows = runs.stream()
                .map(Run::variant)
                .distinct()
                .map(variant -> row(
                        variant,
                        runs.stream()
                                .filter(run -> run.variant().equals(variant))
                                .toList()))
                .toList();
        return new SmallTable(schema(), rows);
    }

    /** The columns a person wants first. */
    public static SmallTable shown(SmallTable comparison) {
        return comparison.columns(SHOWN.toArray(String[]::new));
    }

    private static StructType schema() {
        var schema = new StructType().add("variant", DataTypes.StringType).add("seeds", DataTypes.LongType);
        for (String metric : METRICS) {
            schema = schema.add(metric, DataTypes.DoubleType)
                    .add(metric + "_low", DataTypes.DoubleType)
                    .add(metric + "_high", DataTypes.DoubleType);
        }
        for (String reference : REFERENCES) {
            schema = schema.add(reference, DataTypes.DoubleType);
        }
        return schema.add("seconds", DataTypes.DoubleType).add("rounds", DataTypes.LongType);
    }

    private static Row row(String variant, List<Run> runs) {
        List<Object> cells = new ArrayList<>(Arrays.asList(variant, (long) runs.size()));
        for (String metric : METRICS) {
            double[] values =
                    runs.stream().mapToDouble(run -> run.metrics().get(metric)).toArray();
            Optional<Interval> interval =
                    Interval.ofMean(values).map(found -> metric.endsWith("_accuracy") ? found.ofShare() : found);
            cells.add(mean(values));
            cells.add(interval.map(found -> cell(found.low())).orElse(null));
            cells.add(interval.map(found -> cell(found.high())).orElse(null));
        }
        for (String reference : REFERENCES) {
            cells.add(mean(runs.stream()
                    .mapToDouble(run -> run.references().get(reference))
                    .toArray()));
        }
        cells.add(mean(runs.stream().mapToDouble(Run::seconds).toArray()));
        cells.add(runs.get(0).rounds());
        return RowFactory.create(cells.toArray());
    }

    private static Double mean(double[] values) {
        return cell(Arrays.stream(values).average().orElse(Double.NaN));
    }

    /** What could not be measured is an empty cell. */
    private static Double cell(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
