package cloze.experiment;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The comparison table of an experiment: one row per variant with the mean over its seeds, and an interval if there are
 * several seeds.
 */
public final class Comparison {
    private static final List<String> SPLITS = List.of(Documents.TRAIN, Documents.VALIDATION);

    /** The metric columns of a row, in order. Every run has a value for each. */
    public static final List<String> METRICS = Metrics.COMPARED.stream()
            .flatMap(metric -> SPLITS.stream().map(metric::column))
            .toList();

    /**
     * Baselines and ceilings that bound the metrics on the validation examples; the same for every run on these
     * examples.
     */
    public static final List<Metric> REFERENCES = Stream.concat(
                    ceilings(),
                    Stream.of(
                            Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                            Metrics.baseline(Predictor.BIGRAM, Quantity.ACCURACY)))
            .toList();

    /** The columns that the console shows. */
    private static final List<String> SHOWN = Stream.of(
                    Stream.of(
                            "variant", "seeds", Metrics.accuracy(Task.MASKED_LM).column(Documents.TRAIN)),
                    Metrics.COMPARED.stream().map(metric -> metric.column(Documents.VALIDATION)),
                    ceilings().map(Metric::column),
                    Stream.of(
                            Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY)
                                    .column(),
                            "seconds",
                            "rounds"))
            .flatMap(columns -> columns)
            .toList();

    /**
     * One finished run.
     *
     * @param variant the name of the variant
     * @param metrics a value for each of {@link #METRICS}; NaN if there was nothing to measure
     * @param references a value for each of {@link #REFERENCES}; NaN if unknown
     * @param seconds training time
     * @param rounds number of averaging rounds
     */
    public record Run(
            String variant, Map<String, Double> metrics, Map<String, Double> references, double seconds, long rounds) {}

    private Comparison() {}

    private static Stream<Metric> ceilings() {
        return Arrays.stream(Task.values()).map(task -> Metrics.ceiling(Metrics.accuracy(task)));
    }

    /** Returns one row per variant, in the order of their first appearance in {@code runs}. */
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

    /** Returns the key columns, for the terminal. */
    public static SmallTable shown(SmallTable comparison) {
        return comparison.columns(SHOWN.toArray(String[]::new));
    }

    private static StructType schema() {
        var schema = new StructType().add("variant", DataTypes.StringType).add("seeds", DataTypes.LongType);
        for (String metric : METRICS) {
            schema = Metrics.add(schema, List.of(metric, Metric.low(metric), Metric.high(metric)));
        }
        return Metrics.add(schema, Metrics.columns(REFERENCES))
                .add("seconds", DataTypes.DoubleType)
                .add("rounds", DataTypes.LongType);
    }

    private static Row row(String variant, List<Run> runs) {
        List<Object> cells = new ArrayList<>(Arrays.asList(variant, (long) runs.size()));
        for (Metric metric : Metrics.COMPARED) {
            for (String split : SPLITS) {
                double[] values = runs.stream()
                        .mapToDouble(run -> run.metrics().get(metric.column(split)))
                        .toArray();
                Optional<Interval> interval = Interval.ofMean(values)
                        .map(found -> metric.quantity() == Quantity.ACCURACY ? found.ofShare() : found);
                cells.add(mean(values));
                cells.add(interval.map(found -> cell(found.low())).orElse(null));
                cells.add(interval.map(found -> cell(found.high())).orElse(null));
            }
        }
        for (Metric reference : REFERENCES) {
            cells.add(mean(runs.stream()
                    .mapToDouble(run -> run.references().get(reference.column()))
                    .toArray()));
        }
        cells.add(mean(runs.stream().mapToDouble(Run::seconds).toArray()));
        cells.add(runs.get(0).rounds());
        return RowFactory.create(cells.toArray());
    }

    private static Double mean(double[] values) {
        return cell(Arrays.stream(values).average().orElse(Double.NaN));
    }

    /** Returns an empty cell for NaN, which stands for a value that could not be measured. */
    private static Double cell(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
