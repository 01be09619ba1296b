package cloze.retrain;

import cloze.evaluate.DocumentBootstrap;
import cloze.evaluate.MeasuredModel;
import cloze.evaluate.NullableNumber;
import cloze.table.SmallTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A champion and its challenger on the same documents. Their paired difference in each resampling covers the variation
 * between documents, and cancels what makes a document hard for both.
 *
 * @param data name of the documents
 * @param champion the model in use
 * @param challenger the model that may replace it
 */
public record ModelComparison(String data, MeasuredModel champion, MeasuredModel challenger) {
    /**
     * Challenger minus champion.
     *
     * @param value difference over all documents; NaN if there was nothing to measure
     * @param low lower end of the 95 % interval; NaN without resamplings
     * @param high upper end of the interval
     */
    public record Difference(double value, double low, double high) {
        /** Returns the negated difference: how much better the challenger is in a metric where smaller is better. */
        public Difference gain() {
            return new Difference(-value, -high, -low);
        }
    }

    /** Returns the difference of the models in {@code metric}. */
    public Difference difference(String metric) {
        List<Double> middle = DocumentBootstrap.middle(resampled(metric));
        return new Difference(challenger.value(metric) - champion.value(metric), middle.get(0), middle.get(1));
    }

    /** Returns the difference of the models in {@code metric} in each resampling. */
    private double[] resampled(String metric) {
        List<Double> before = champion.resampled().get(metric);
        List<Double> after = challenger.resampled().get(metric);
        return IntStream.range(0, before.size())
                .mapToDouble(i -> after.get(i) - before.get(i))
                .toArray();
    }

    /**
     * Returns the test of the gain in {@code metric}, of which smaller is better.
     *
     * @param documents number of documents that both were measured on
     */
    GainTest gain(String metric, long documents) {
        double[] differences =
                Arrays.stream(resampled(metric)).filter(Double::isFinite).toArray();
        return new GainTest(
                difference(metric).gain().value(),
                differences.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(differences)),
                Math.min(documents, differences.length));
    }

    /** Returns one row per metric: both values, and their difference with its interval. */
    public SmallTable table(List<String> metrics) {
        List<Row> rows = metrics.stream()
                .map(metric -> {
                    Difference difference = difference(metric);
                    return RowFactory.create(
                            data,
                            metric,
                            NullableNumber.number(champion.value(metric)),
                            NullableNumber.number(challenger.value(metric)),
                            NullableNumber.number(difference.value()),
                            NullableNumber.number(difference.low()),
                            NullableNumber.number(difference.high()));
                })
                .toList();
        var schema = new StructType()
                .add("data", DataTypes.StringType)
                .add("metric", DataTypes.StringType)
                .add("champion", DataTypes.DoubleType)
                .add("challenger", DataTypes.DoubleType)
                .add("difference", DataTypes.DoubleType)
                .add("low", DataTypes.DoubleType)
                .add("high", DataTypes.DoubleType);
        return new SmallTable(schema, rows);
    }
}
