package cloze.probe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cloze.parallel.JavaSerialized;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Logistic regression with an L2 penalty, whose strength is chosen on a part of the training texts.
 *
 * @param strengths of the penalty, ascending
 * @param labels K
 */
record LinearProbe(List<Double> strengths, int labels) {
    private static final String IS_TUNING = "is_tuning";

    /**
     * What came of one sample.
     *
     * @param fold that was measured
     * @param confusion on the texts that it is measured on
     * @param strength of the penalty that was chosen
     * @param trainTexts number of texts that it learned from
     */
    record Outcome(int fold, Confusion confusion, double strength, long trainTexts) {}

    /** Learns and measures. Runs many small Spark jobs. */
    Outcome measure(Features features, Sample sample) {
        Dataset<Row> rows = features.rows(sample);
        Dataset<Row> learned = columns(rows.where(sample.isTraining()), sample);
        double strength = chosen(learned, features.isStandardised());
        LogisticRegressionModel model = fit(learned, strength, features.isStandardised());
        Confusion confusion = confusion(model, columns(rows.where(sample.isHeldOut()), sample));
        return new Outcome(sample.fold(), confusion, strength, learned.count());
    }

    private static Dataset<Row> columns(Dataset<Row> rows, Sample sample) {
        return rows.select(
                col(LabelledTexts.LABEL),
                col(Features.FEATURES),
                sample.isTuning().as(IS_TUNING));
    }

    /** Of equally good strengths the largest is taken, and so it is if there is nothing to choose on. */
    private double chosen(Dataset<Row> learned, boolean isStandardised) {
        double best = strengths.get(strengths.size() - 1);
        if (strengths.size() == 1) {
            return best;
        }
        Dataset<Row> tuning = learned.where(col(IS_TUNING));
        if (tuning.isEmpty()) {
            return best;
        }
        Dataset<Row> rest = learned.where(not(col(IS_TUNING)));
        double most = -1;
        for (double strength : strengths) {
            double accuracy =
                    confusion(fit(rest, strength, isStandardised), tuning).accuracy();
            if (accuracy >= most) {
                most = accuracy;
                best = strength;
            }
        }
        return best;
    }

    private static LogisticRegressionModel fit(Dataset<Row> learned, double strength, boolean isStandardised) {
        return new LogisticRegression()
                .setLabelCol(LabelledTexts.LABEL)
                .setFeaturesCol(Features.FEATURES)
                .setRegParam(strength)
                .setStandardization(isStandardised)
                .fit(learned);
    }

    private Confusion confusion(LogisticRegressionModel model, Dataset<Row> rows) {
        long[][] counts = new long[labels][labels];
        for (long[] cells : JavaSerialized.collect(rows.javaRDD().mapPartitions(counting(model, labels)))) {
            for (int cell = 0; cell < cells.length; cell++) {
                counts[cell / labels][cell % labels] += cells[cell];
            }
        }
        return new Confusion(counts);
    }

    private static FlatMapFunction<Iterator<Row>, long[]> counting(LogisticRegressionModel model, int labels) {
        return rows -> {
            long[] cells = new long[labels * labels];
            while (rows.hasNext()) {
                Row row = rows.next();
                int predicted = (int) model.predict(row.<Vector>getAs(1));
                int label = (int) row.getDouble(0);
                cells[label * labels + predicted]++;
            }
            return List.of(cells).iterator();
        };
    }
}
