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

/** The experiment's table: one row per variant, the mean over its seeds, and an interval where there are several. */
public final class Comparison {
    private static final List<String> SPLITS = List.of(Documents.TRAIN, Documents.VALIDATION);

    /** The columns of a row's metrics, in order; a run gives each of them. */
    public static final List<String> METRICS = Metrics.COMPARED.stream()
            .flatMap(metric -> SPLITS.stream().map(metric::column))
            .toList();

    /** What a run's figures lie between, on the validation examples; the same for every run on them. */
    public static final List<Metric> REFERENCES = Stream.concat(
                    ceilings(),
                    Stream.of(
                            Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                            Metrics.baseline(Predictor.BIGRAM, Quantity.ACCURACY)))
            .toList();

    /** What the console shows of a row. */
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
     * @param variant its row
     * @param metrics a value for each of {@link #METRICS}; NaN where there was nothing to measure
     * @param references a value for each of {@link #REFERENCES}; NaN where it is not known
     * @param seconds of training
     * @param rounds of averaging
     */
    public record Run(
            String variant, Map<String, Double> metrics, Map<String, Double> references, double seconds, long rounds) {}

    private Comparison() {}

    private static Stream<Metric> ceilings() {
        return Arrays.stream(Task.values()).map(task -> Metrics.ceiling(Metrics.accuracy(task)));
    }

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

    /** What could not be measured is an empty cell. */
    private static Double cell(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
