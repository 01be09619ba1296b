package cloze.probe;

import cloze.config.probe.ProbeConfig;
import cloze.experiment.Interval;
import cloze.probe.LinearProbe.Outcome;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code probe}: one row for each subject and point of its learning curve.
 *
 * <p>Where all labelled texts are learned from, each measured text counts once, and the interval is that of resampled
 * texts. Below, accuracy and F1 are means over the draws, and the interval is Student's of that mean: it tells how much
 * depends on which texts were labelled.
 */
final class ProbeTable {
    static final String MODEL = "model";
    static final String POOLING = "pooling";
    static final String LAYER = "layer";
    static final String LABELS_PER_CLASS = "labels_per_class";
    static final String ACCURACY = "accuracy";
    static final String LOW = "accuracy_low";
    static final String HIGH = "accuracy_high";
    static final String MACRO_F1 = "macro_f1";
    static final String TRAIN_TEXTS = "train_texts";
    static final String TEST_TEXTS = "test_texts";

    static final StructType SCHEMA = new StructType()
            .add(MODEL, DataTypes.StringType, false, "trained, fine-tuned, untrained, tf-idf or majority")
            .add(POOLING, DataTypes.StringType, true, "mean or cls; null without vectors")
            .add(LAYER, DataTypes.IntegerType, true, "0 for the embeddings; null without vectors")
            .add(LABELS_PER_CLASS, DataTypes.StringType, false, "labelled texts per class at most, or all")
            .add("repeats", DataTypes.IntegerType, false, "number of fits that were measured")
            .add(ACCURACY, DataTypes.DoubleType, false, "share of measured texts whose label was predicted")
            .add(LOW, DataTypes.DoubleType, true, "lower end of the 95 % interval")
            .add(HIGH, DataTypes.DoubleType, true, "upper end of the 95 % interval")
            .add("interval_over", DataTypes.StringType, false, "what the interval is over: texts or draws")
            .add(MACRO_F1, DataTypes.DoubleType, false, "mean of F1 over the labels")
            .add(TEST_TEXTS, DataTypes.LongType, false, "number of texts that were measured")
            .add(TRAIN_TEXTS, DataTypes.LongType, false, "mean number of texts that a fit learned from, rounded")
            .add(
                    "regularisation",
                    DataTypes.DoubleType,
                    true,
                    "strength of the L2 penalty, the median over fits; null without one");

    private final int resamplings;
    private final long seed;
    private final List<Row> rows = new ArrayList<>();

    ProbeTable(int resamplings, long seed) {
        this.resamplings = resamplings;
        this.seed = seed;
    }

    /** Adds what was measured with all labelled texts, of one fit or of one for each fold. */
    void addAll(Subject subject, List<Outcome> outcomes) {
        Confusion pooled = outcomes.stream()
                .map(Outcome::confusion)
                .reduce(Confusion::with)
                .orElseThrow();
        List<Object> cells = cells(subject, ProbeConfig.ALL, outcomes.size());
        addOverTexts(cells, pooled);
        addFits(cells, outcomes);
    }

    /** Adds a point of the learning curve, the mean over its draws. */
    void addPoint(Subject subject, int perClass, List<Outcome> outcomes) {
        double[] accuracies = outcomes.stream()
                .mapToDouble(outcome -> outcome.confusion().accuracy())
                .toArray();
        Optional<Interval> interval = Interval.ofMean(accuracies).map(Interval::ofShare);
        List<Object> cells = cells(subject, Integer.toString(perClass), outcomes.size());
        cells.add(Arrays.stream(accuracies).average().orElseThrow());
        cells.add(interval.map(Interval::low).orElse(null));
        cells.add(interval.map(Interval::high).orElse(null));
        cells.add("draws");
        cells.add(outcomes.stream()
                .mapToDouble(outcome -> outcome.confusion().macroF1())
                .average()
                .orElseThrow());
        addFits(cells, outcomes);
    }

    /** Adds the most frequent label. */
    void addMajority(Majority majority) {
        Confusion confusion = majority.confusion();
        List<Object> cells = cells(Subject.of(Subject.MAJORITY), ProbeConfig.ALL, majority.measuredFolds());
        addOverTexts(cells, confusion);
        cells.addAll(Arrays.asList(confusion.texts(), majority.trainTexts(), null));
        rows.add(RowFactory.create(cells.toArray()));
    }

    private static List<Object> cells(Subject subject, String point, int repeats) {
        return new ArrayList<>(Arrays.asList(
                subject.model(),
                subject.hasVectors() ? subject.pooling() : null,
                subject.hasVectors() ? (Object) subject.layer() : null,
                point,
                repeats));
    }

    private void addOverTexts(List<Object> cells, Confusion confusion) {
        cells.add(confusion.accuracy());
        confusion.interval(resamplings, seed).forEach(end -> cells.add(end.isNaN() ? null : end));
        cells.add("texts");
        cells.add(confusion.macroF1());
    }

    private void addFits(List<Object> cells, List<Outcome> outcomes) {
        Map<Integer, Long> byFold = outcomes.stream()
                .collect(Collectors.toMap(
                        Outcome::fold, outcome -> outcome.confusion().texts(), (some, same) -> some));
        cells.add(byFold.values().stream().mapToLong(texts -> texts).sum());
        cells.add(Math.round(
                outcomes.stream().mapToLong(Outcome::trainTexts).average().orElseThrow()));
        List<Double> strengths =
                outcomes.stream().map(Outcome::strength).sorted().toList();
        double median = strengths.get((strengths.size() - 1) / 2);
        cells.add(Double.isNaN(median) ? null : median);
        rows.add(RowFactory.create(cells.toArray()));
    }

    SmallTable table() {
        return new SmallTable(SCHEMA, rows);
    }
}
