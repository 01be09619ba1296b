package cloze.probe;

import static org.apache.spark.sql.functions.col;

import cloze.parallel.JavaSerialized;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits a {@link SoftmaxRegression}, whose strength of the penalty is chosen on a part of the training texts.
 *
 * @param strengths of the penalty, ascending
 * @param labels K
 */
record LinearProbe(ArrayList<Double> strengths, int labels) implements Serializable {
    /** What a text of a sample is for. */
    private enum Use {
        FITTING,
        TUNING,
        MEASURING
    }

    /**
     * What came of one sample.
     *
     * @param fold that was measured
     * @param confusion on the texts that it is measured on
     * @param strength of the penalty that was chosen; NaN without one
     * @param trainTexts number of texts that it learned from
     */
    record Outcome(int fold, Confusion confusion, double strength, long trainTexts) implements Serializable {}

    /** Learns and measures in one task. */
    Outcome measure(Features features, Sample sample) {
        boolean isStandardised = features.isStandardised();
        int fold = sample.fold();
        Dataset<Row> rows = features.rows(sample)
                .where(sample.isTraining().or(sample.isHeldOut()))
                .select(col(LabelledTexts.LABEL), col(Features.FEATURES), sample.isHeldOut(), sample.isTuning());
        return JavaSerialized.collect(
                        rows.coalesce(1).javaRDD().mapPartitions(texts -> List.of(measured(texts, isStandardised, fold))
                                .iterator()))
                .get(0);
    }

    private Outcome measured(Iterator<Row> rows, boolean isStandardised, int fold) {
        var texts = new Examples();
        List<Use> uses = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            texts.add(row.<Vector>getAs(1), row.getInt(0));
            uses.add(row.getBoolean(2) ? Use.MEASURING : row.getBoolean(3) ? Use.TUNING : Use.FITTING);
        }
        if (isStandardised) {
            texts.standardise(text -> uses.get(text) != Use.MEASURING);
        }
        Examples learned = texts.where(text -> uses.get(text) != Use.MEASURING);
        double strength = chosen(
                texts.where(text -> uses.get(text) == Use.FITTING), texts.where(text -> uses.get(text) == Use.TUNING));
        SoftmaxRegression fitted =
                SoftmaxRegression.initial(texts.features(), labels).fitted(learned, strength);
        Examples measured = texts.where(text -> uses.get(text) == Use.MEASURING);
        return new Outcome(fold, confusion(fitted, measured), strength, learned.size());
    }

    /** Of equally good strengths the largest is taken, and so it is if there is nothing to choose on. */
    private double chosen(Examples fitting, Examples tuning) {
        double best = strengths.get(strengths.size() - 1);
        if (strengths.size() == 1 || tuning.size() == 0) {
            return best;
        }
        double most = -1;
        SoftmaxRegression fitted = SoftmaxRegression.initial(fitting.features(), labels);
        for (int i = strengths.size() - 1; i >= 0; i--) {
            fitted = fitted.fitted(fitting, strengths.get(i));
            double accuracy = confusion(fitted, tuning).accuracy();
            if (accuracy > most) {
                most = accuracy;
                best = strengths.get(i);
            }
        }
        return best;
    }

    private Confusion confusion(SoftmaxRegression fitted, Examples measured) {
        long[][] counts = new long[labels][labels];
        for (int text = 0; text < measured.size(); text++) {
            counts[measured.label(text)][fitted.predicted(measured, text)]++;
        }
        return new Confusion(counts);
    }
}
