package cloze.quality.shortcut;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Measures how well true and random next segments can be separated without reading: by each visible feature of a pair,
 * and by all together in a cross-fitted logistic regression. A model finds such a shortcut long before it learns which
 * sentences follow each other.
 *
 * @param sample pairs in an order independent of their content
 */
public record ShortcutProbe(List<PairFeatures> sample) {
    public static final String TABLE = "shortcuts";
    public static final String FEATURE = "feature";
    public static final String EXAMPLES = "examples";
    public static final String RANDOM_EXAMPLES = "random_examples";
    public static final String AUC = "auc";

    /** Value of {@link #FEATURE} for all features together. */
    public static final String ALL = "all";

    /** Maximum number of pairs, from both splits. An area of 0.5 then has a standard error of 0.008. */
    public static final int LARGEST_SAMPLE = 5_000;

    private static final StructType SCHEMA = new StructType()
            .add(FEATURE, StringType, false)
            .add(EXAMPLES, LongType, false)
            .add(RANDOM_EXAMPLES, LongType, false)
            .add(AUC, DoubleType, true);

    public ShortcutProbe {
        sample = List.copyOf(sample);
    }

    /** Probes {@code sample}. */
    public static ShortcutProbe of(List<PairFeatures> sample) {
        return new ShortcutProbe(sample);
    }

    /**
     * Reports one row per feature, and one for all features together. An area below 0.5 is mirrored, because an
     * inverted score separates as well: 0.5 means no information, 1 perfect separation. The area is missing if all
     * pairs have the same label.
     */
    public SmallTable table() {
        double[][] features = sample.stream().map(PairFeatures::values).toArray(double[][]::new);
        var random = new boolean[features.length];
        IntStream.range(0, random.length).forEach(i -> random[i] = sample.get(i).label() == 1);
        List<Row> rows = new ArrayList<>();
        for (int f = 0; f < PairFeatures.NAMES.length; f++) {
            int feature = f;
            double[] scores = IntStream.range(0, random.length)
                    .mapToDouble(i -> features[i][feature])
                    .toArray();
            rows.add(row(PairFeatures.NAMES[f], scores, random));
        }
        rows.add(row(ALL, crossFitted(features, random), random));
        return new SmallTable(SCHEMA, rows);
    }

    private static Row row(String feature, double[] scores, boolean[] random) {
        OptionalDouble auc = RankingAccuracy.auc(scores, random);
        long positives =
                IntStream.range(0, random.length).filter(i -> random[i]).count();
        Double shown = auc.isPresent() ? (Double) Math.max(auc.getAsDouble(), 1 - auc.getAsDouble()) : null;
        return RowFactory.create(feature, (long) random.length, positives, shown);
    }

    /** Scores each half with a regression fitted to the other half. */
    private static double[] crossFitted(double[][] features, boolean[] random) {
        var scores = new double[random.length];
        if (random.length < 2) {
            return scores;
        }
        for (int half = 0; half < 2; half++) {
            int own = half;
            int[] others =
                    IntStream.range(0, random.length).filter(i -> i % 2 != own).toArray();
            var labels = new boolean[others.length];
            IntStream.range(0, others.length).forEach(i -> labels[i] = random[others[i]]);
            LogisticRegression model = LogisticRegression.fit(
                    IntStream.of(others).mapToObj(i -> features[i]).toArray(double[][]::new), labels);
            for (int i = own; i < random.length; i += 2) {
                scores[i] = model.score(features[i]);
            }
        }
        return scores;
    }
}
