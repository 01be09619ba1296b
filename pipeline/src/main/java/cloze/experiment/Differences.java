package cloze.experiment;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.evaluate.DocumentBootstrap;
import cloze.evaluate.MeasuredModel;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Paired differences between variants: same seeds, same validation documents, so that common effects cancel.
 *
 * <p>The 95 % interval covers the variation between documents (the same resamplings for both variants) and, with
 * several seeds, the variation between seeds (Student's interval of the differences per seed). The two are independent,
 * so their half-widths add in quadrature. With one seed the interval covers documents only, and says nothing about
 * another run.
 */
public final class Differences {
    /** Label of an interval that covers documents only. */
    private static final String DOCUMENTS = "documents";

    private static final String DOCUMENTS_AND_SEEDS = "documents and seeds";

    /**
     * One finished run.
     *
     * @param variant the name of the variant
     * @param seed the seed of the run
     * @param measured metrics on the validation documents; every run has the same number of resamplings
     */
    public record Run(String variant, long seed, MeasuredModel measured) {
        double value(Metric metric) {
            return measured.value(metric.column());
        }

        /** Returns {@code metric} in each resampling. */
        List<Double> resampled(Metric metric) {
            return measured.resampled().get(metric.column());
        }
    }

    private Differences() {}

    /** Returns one row per variant, earlier variant and metric. */
    public static SmallTable of(List<Run> runs, List<Metric> metrics) {
        List<String> variants = runs.stream().map(Run::variant).distinct().toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < variants.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (Metric metric : metrics) {
                    rows.add(row(runs, variants.get(i), variants.get(j), metric));
                }
            }
        }
        var schema = new StructType()
                .add("variant", DataTypes.StringType)
                .add("against", DataTypes.StringType)
                .add("metric", DataTypes.StringType)
                .add("difference", DataTypes.DoubleType)
                .add("low", DataTypes.DoubleType)
                .add("high", DataTypes.DoubleType)
                .add("seeds", DataTypes.LongType)
                .add("interval_over", DataTypes.StringType);
        return new SmallTable(schema, rows);
    }

    private static Row row(List<Run> runs, String variant, String against, Metric metric) {
        List<Run> own = of(runs, variant);
        List<Run> others = own.stream().map(run -> partner(runs, run, against)).toList();
        double[] bySeed = IntStream.range(0, own.size())
                .mapToDouble(i -> own.get(i).value(metric) - others.get(i).value(metric))
                .toArray();
        double difference = Arrays.stream(bySeed).average().orElse(Double.NaN);
        Interval documents = overDocuments(own, others, metric);
        Optional<Interval> seeds = Interval.ofMean(bySeed);
        double ofSeeds = seeds.map(interval -> interval.high() - difference).orElse(0.0);
        double low = difference - Math.hypot(difference - documents.low(), ofSeeds);
        double high = difference + Math.hypot(documents.high() - difference, ofSeeds);
        return RowFactory.create(
                variant,
                against,
                metric.column(Documents.VALIDATION),
                cell(difference),
                cell(low),
                cell(high),
                (long) own.size(),
                seeds.isPresent() ? DOCUMENTS_AND_SEEDS : DOCUMENTS);
    }

    private static List<Run> of(List<Run> runs, String variant) {
        return runs.stream().filter(run -> run.variant().equals(variant)).toList();
    }

    private static Run partner(List<Run> runs, Run run, String variant) {
        return runs.stream()
                .filter(other -> other.variant().equals(variant) && other.seed() == run.seed())
                .findFirst()
                .orElseThrow();
    }

    /** Averages the differences over the seeds in each resampling, and returns the middle 95 % of the averages. */
    private static Interval overDocuments(List<Run> own, List<Run> others, Metric metric) {
        int resamplings = own.get(0).resampled(metric).size();
        double[] differences = IntStream.range(0, resamplings)
                .mapToDouble(sample -> IntStream.range(0, own.size())
                        .mapToDouble(i -> own.get(i).resampled(metric).get(sample)
                                - others.get(i).resampled(metric).get(sample))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        List<Double> middle = DocumentBootstrap.middle(differences);
        return new Interval(middle.get(0), middle.get(1));
    }

    private static Double cell(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
