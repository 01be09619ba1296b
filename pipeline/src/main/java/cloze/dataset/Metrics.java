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

/** Every metric that a table, a log or a tracking server shows: its name, what it follows from, and its place among the others. */
public final class Metrics {
    /** exp of the masked-word loss. */
    public static final Metric PERPLEXITY =
            new Metric("perplexity", Predictor.MODEL, Task.MASKED_LM, Quantity.PERPLEXITY);

    /** Loss and accuracy of each task. */
    public static final List<Metric> MODEL = ofTasks(task -> List.of(loss(task), accuracy(task)));

    /** What an evaluation measures of a model, with an interval each. */
    public static final List<Metric> EVALUATED = joined(MODEL, List.of(PERPLEXITY));

    /** What an evaluation measures in each resampling of the documents. */
    public static final List<Metric> RESAMPLED = ofTasks(task -> List.of(accuracy(task), loss(task)));

    /** What variants are compared by: accuracies, and the masked-word loss. */
    public static final List<Metric> COMPARED =
            ofTasks(task -> task == Task.MASKED_LM ? List.of(accuracy(task), loss(task)) : List.of(accuracy(task)));

    /** What those reach who know little. */
    public static final List<Metric> BASELINES = joined(
            List.of(
                    baseline(Predictor.UNIGRAM, Quantity.LOSS),
                    baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                    baseline(Predictor.BIGRAM, Quantity.LOSS),
                    baseline(Predictor.BIGRAM, Quantity.ACCURACY)),
            Task.ofPairs().stream().map(Metrics::majority).toList());

    /** What the best possible reader reaches; known for generated languages only. */
    public static final List<Metric> CEILINGS =
            ofTasks(task -> List.of(ceiling(loss(task)), ceiling(accuracy(task)), countedCeiling(accuracy(task))));

    private Metrics() {}

    /** The model's loss, in nats per prediction. */
    public static Metric loss(Task task) {
        return new Metric(task.key() + "_loss", Predictor.MODEL, task, Quantity.LOSS);
    }

    /** The share of the model's predictions that are right. */
    public static Metric accuracy(Task task) {
        return new Metric(task.key() + "_accuracy", Predictor.MODEL, task, Quantity.ACCURACY);
    }

    /** The column of the number of predictions. */
    public static String count(Task task) {
        return task.key() + "_count";
    }

    /** What a baseline reaches on masked words. */
    public static Metric baseline(Predictor predictor, Quantity quantity) {
        String name = "%s_baseline_%s".formatted(predictor, quantity).toLowerCase(Locale.ROOT);
        return new Metric(name, predictor, Task.MASKED_LM, quantity);
    }

    /** Accuracy of always giving the more frequent label. */
    public static Metric majority(Task task) {
        return new Metric("majority_" + accuracy(task).column(), Predictor.CONSTANT, task, Quantity.MAJORITY);
    }

    /** What the best possible reader expects to reach of the model's {@code metric}. */
    public static Metric ceiling(Metric metric) {
        return new Metric("ceiling_" + metric.column(), Predictor.CEILING, metric.task(), metric.quantity());
    }

    /** The same, counted on the examples themselves, where it stands beside what was expected. */
    public static Metric countedCeiling(Metric metric) {
        return new Metric(
                empirical(ceiling(metric).column()), Predictor.COUNTED_CEILING, metric.task(), metric.quantity());
    }

    /** The column of what is counted, beside {@code column} of what is expected. */
    public static String empirical(String column) {
        return column + "_empirical";
    }

    /**
     * What a slice shows of a task beside the number of predictions. Its ceilings are counted: how often a reader expects to be right says
     * little of positions chosen by the hidden word.
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

    /** The names of {@code metrics}. */
    public static List<String> columns(Collection<Metric> metrics) {
        return metrics.stream().map(Metric::column).toList();
    }

    /** {@code schema} with a column for each of {@code columns}; a number that could not be measured is an empty cell. */
    public static StructType add(StructType schema, Collection<String> columns) {
        var extended = schema;
        for (String column : columns) {
            extended = extended.add(column, DataTypes.DoubleType);
        }
        return extended;
    }

    /** The bounds' columns of each of {@code columns}, lower before upper. */
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
