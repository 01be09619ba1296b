package cloze.evaluate;

import cloze.dataset.DocumentId;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.random.Seeds;
import cloze.table.SmallTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The metrics of a set of examples, and of many resamplings of its documents. Examples of one document are not
 * independent, so whole documents are drawn. Each resampling counts a document Poisson(1) times, the limit of drawing n
 * of n with replacement. This needs no knowledge of n, and so merges across partitions (Hanley and MacGibbon, "Creating
 * non-parametric bootstrap samples using Poisson frequencies", 2006).
 */
public final class DocumentBootstrap implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The column with the number of a resampling, from 0. */
    public static final String RESAMPLING = "resampling";

    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    private final Tally total = new Tally();
    private final ArrayList<Tally> resamplings = new ArrayList<>();

    public DocumentBootstrap(int samples) {
        for (int i = 0; i < samples; i++) {
            resamplings.add(new Tally());
        }
    }

    /** Adds the tally of one example of {@code document}. */
    void add(DocumentId document, long seed, Tally example) {
        total.add(example, 1);
        long key = Seeds.key(seed, "bootstrap", document.identity());
        for (int i = 0; i < resamplings.size(); i++) {
            int times = poisson(Seeds.unit(Seeds.draw(key, i)));
            if (times > 0) {
                resamplings.get(i).add(example, times);
            }
        }
    }

    /** Adds the measurements of another partition with the same number of resamplings. */
    public void merge(DocumentBootstrap other) {
        total.add(other.total, 1);
        for (int i = 0; i < resamplings.size(); i++) {
            resamplings.get(i).add(other.resamplings.get(i), 1);
        }
    }

    /** Returns the sums over all examples, each counted once. */
    public Tally total() {
        return total;
    }

    /** Returns the 2.5 % and 97.5 % quantiles of {@code metric} over the resamplings; NaN twice if there are none. */
    public List<Double> interval(ToDoubleFunction<Tally> metric) {
        return middle(resamplings.stream().mapToDouble(metric).toArray());
    }

    /** Returns the 2.5 % and 97.5 % quantiles of {@code values}, ignoring NaN; NaN twice if all are NaN. */
    public static List<Double> middle(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return List.of(quantile(sorted, LOW), quantile(sorted, HIGH));
    }

    /**
     * Returns the metrics of each resampling. For two models on the same documents with the same seed, row i counts
     * every document equally often.
     */
    public SmallTable table() {
        List<Row> rows = new ArrayList<>();
        for (Tally resampling : resamplings) {
            List<Object> cells = new ArrayList<>(List.of((long) rows.size()));
            Metrics.RESAMPLED.forEach(metric -> cells.add(NullableNumber.number(resampling.value(metric))));
            rows.add(RowFactory.create(cells.toArray()));
        }
        var schema = new StructType().add(RESAMPLING, DataTypes.LongType);
        return new SmallTable(Metrics.add(schema, Metrics.columns(Metrics.RESAMPLED)), rows);
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Returns the Poisson(1) number at {@code uniform} in [0, 1), by inversion. */
    static int poisson(double uniform) {
        int times = 0;
        double probability = Math.exp(-1);
        double cumulative = probability;
        while (uniform >= cumulative && probability > 0) {
            times++;
            probability /= times;
            cumulative += probability;
        }
        return times;
    }

    @Override
    public String toString() {
        return "DocumentBootstrap" + Arrays.asList(total.count(Task.MASKED_LM), resamplings.size());
    }
}
