package cloze.evaluate;

import cloze.table.SmallTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Calibration of the next-sentence head. If it is calibrated, a share p of the pairs that it calls random with
 * probability p is random. Mergeable.
 */
public final class Calibration implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int BINS = 10;

    private final long[] counts = new long[BINS];
    private final long[] random = new long[BINS];
    private final double[] predicted = new double[BINS];

    /** Adds a pair of {@code label} with the predicted {@code probability} of being random. */
    void add(double probability, int label) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        counts[bin]++;
        random[bin] += label;
        predicted[bin] += probability;
    }

    void merge(Calibration other) {
        for (int bin = 0; bin < BINS; bin++) {
            counts[bin] += other.counts[bin];
            random[bin] += other.random[bin];
            predicted[bin] += other.predicted[bin];
        }
    }

    /** Returns one row per tenth of the range of probabilities. */
    public SmallTable table(String variant) {
        List<Row> rows = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            rows.add(RowFactory.create(
                    variant,
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    counts[bin],
                    NullableNumber.number(predicted[bin] / counts[bin]),
                    NullableNumber.number((double) random[bin] / counts[bin])));
        }
        var schema = new StructType()
                .add("variant", DataTypes.StringType)
                .add("from", DataTypes.DoubleType)
                .add("to", DataTypes.DoubleType)
                .add("count", DataTypes.LongType)
                .add("mean_predicted_random", DataTypes.DoubleType)
                .add("share_random", DataTypes.DoubleType);
        return new SmallTable(schema, rows);
    }
}
