package cloze.dataset;

import cloze.dataset.Metric.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** All metrics of tables, logs and tracking servers: their names, how they are computed, and their order. */
public final class Metrics {
    /** exp of the masked-word loss. */
    public static final Metric PERPLEXITY =
            new Metric("perplexity", Predictor.MODEL, Task.MASKED_LM, Quantity.PERPLEXITY);

    /** Loss and accuracy of each task. */
    public static final List<Metric> MODEL = ofTasks(task -> List.of(loss(task), accuracy(task)));

    /** The metrics that an evaluation measures with an interval. */
    public static final List<Metric> EVALUATED = joined(MODEL, List.of(PERPLEXITY));

    /** The metrics that an evaluation measures in each resampling of the documents. */
    public static final List<Metric> RESAMPLED = ofTasks(task -> List.of(accuracy(task), loss(task)));

    /** The metrics that variants are compared by: accuracies, and the masked-word loss. */
    public static final List<Metric> COMPARED =
            ofTasks(task -> task == Task.MASKED_LM ? List.of(accuracy(task), loss(task)) : List.of(accuracy(task)));

    /** The metrics of the baselines. */
    public static final List<Metric> BASELINES = joined(
            List.of(
                    baseline(Predictor.UNIGRAM, Quantity.LOSS),
                    baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                    baseline(Predictor.BIGRAM, Quantity.LOSS),
                    baseline(Predictor.BIGRAM, Quantity.ACCURACY)),
            Task.ofPairs().stream().map(Metrics::majority).toList());

    /** The metrics of the best possible reader; known for generated languages only. */
    public static final List<Metric> CEILINGS =
            ofTasks(task -> List.of(ceiling(loss(task)), ceiling(accuracy(task)), countedCeiling(accuracy(task))));

    private Metrics() {}

    /** Returns the metric for the model's loss, in nats per prediction. */
    public static Metric loss(Task task) {
        return new Metric(task.key() + "_loss", Predictor.MODEL, task, Quantity.LOSS);
    }

    /** Returns the metric for the share of the model's predictions that are right. */
    public static Metric accuracy(Task task) {
        return new Metric(task.key() + "_accuracy", Predictor.MODEL, task, Quantity.ACCURACY);
    }

    /** Returns the column of the number of predictions. */
    public static String count(Task task) {
        return task.key() + "_count";
    }

    /** Returns the metric of a baseline on masked words. */
    public static Metric baseline(Predictor predictor, Quantity quantity) {
        String name = "%s_baseline_%s".formatted(predictor, quantity).toLowerCase(Locale.ROOT);
        return new Metric(name, predictor, Task.MASKED_LM, quantity);
    }

    /** Returns the metric for the accuracy of always giving the more frequent label. */
    public static Metric majority(Task task) {
        return new Metric("majority_" + accuracy(task).column(), Predictor.CONSTANT, task, Quantity.MAJORITY);
    }

    /** Returns the metric for the best possible reader's expected value of {@code metric}. */
    public static Metric ceiling(Metric metric) {
        return new Metric("ceiling_" + metric.column(), Predictor.CEILING, metric.task(), metric.quantity());
    }

    /**
     * Returns the metric for the value of {@code metric} that the best possible reader achieves on the examples
     * themselves, shown beside the expected one.
     */
    public static Metric countedCeiling(Metric metric) {
        return new Metric(
                empirical(ceiling(metric).column()), Predictor.COUNTED_CEILING, metric.task(), metric.quantity());
    }

    /** Returns the column of the counted value that belongs to {@code column}, the expected one. */
    public static String empirical(String column) {
        return column + "_empirical";
    }

    /**
     * Returns the metrics of a task in the slices table, besides the number of predictions. Its ceilings are counted,
     * because an expected accuracy means little for positions selected by their hidden word.
     */
    public static List<Metric> sliced(Task task) {
        return task == Task.MASKED_LM
                ? List.of(
                        accuracy(task),
                        loss(task),
                        baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                        baseline(Predictor.BIGRAM, Quantity.ACCURACY),
                        ceilingOfSlice(accuracy(task)),
                        ceilingOfSlice(loss(task)))
                : List.of(accuracy(task), ceilingOfSlice(accuracy(task)));
    }

    private static Metric ceilingOfSlice(Metric metric) {
        return new Metric(ceiling(metric).column(), Predictor.COUNTED_CEILING, metric.task(), metric.quantity());
    }

    /** Returns the columns of {@code metrics}. */
    public static List<String> columns(Collection<Metric> metrics) {
        return metrics.stream().map(Metric::column).toList();
    }

    /**
     * Adds {@code columns} to {@code schema}. They are nullable; a value that could not be measured is an empty cell.
     */
    public static StructType add(StructType schema, Collection<String> columns) {
        var extended = schema;
        for (String column : columns) {
            extended = extended.add(column, DataTypes.DoubleType);
        }
        return extended;
    }

    /** Returns the columns of the bounds of each of {@code columns}, the lower before the upper. */
    public static List<String> bounds(Collection<String> columns) {
        return columns.stream()
                .flatMap(column -> Stream.of(Metric.low(column), Metric.high(column)))
                .toList();
    }

    private static List<Metric> ofTasks(Function<Task, List<Metric>> ofTask) {
        return Arrays.stream(Task.values()).map(ofTask).flatMap(List::stream).toList();
    }

    private static List<Metric> joined(List<Metric> first, List<Metric> second) {
        List<Metric> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
