package cloze.retrain;

import cloze.evaluate.DocumentBootstrap;
import cloze.evaluate.MeasuredModel;
import cloze.evaluate.NullableNumber;
import cloze.table.SmallTable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A champion and its challenger on the same documents. Their difference in each resampling of these, paired, holds what other documents would do
 * and leaves out what makes a document hard for both.
 *
 * @param data what the documents are called
 * @param champion the model in use
 * @param challenger the one that may take its place
 */
public record ModelComparison(String data, MeasuredModel champion, MeasuredModel challenger) {
    /**
     * Challenger minus champion.
     *
     * @param value over all documents; NaN where there was nothing to measure
     * @param low lower end of the 95 % interval; NaN without resamplings
     * @param high upper end
     */
    public record Difference(double value, double low, double high) {
        /** Of what is better when it is smaller: how much the challenger is better. */
        public Difference gain() {
            return new Difference(-value, -high, -low);
        }
    }

    /** By how much the models are apart in {@code metric}. */
    public Difference difference(String metric) {
        List<Double> before = champion.resampled().get(metric);
        List<Double> after = challenger.resampled().get(metric);
        double[] differences = IntStream.range(0, before.size())
                .mapToDouble(i -> after.get(i) - before.get(i))
                .toArray();
        List<Double> middle = DocumentBootstrap.middle(differences);
        return new Difference(challenger.value(metric) - champion.value(metric), middle.get(0), middle.get(1));
    }

    /** One row per metric: both values, and their difference with its interval. */
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
