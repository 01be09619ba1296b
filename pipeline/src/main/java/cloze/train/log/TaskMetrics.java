package cloze.train.log;

import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Loss and accuracy of each task, over all predictions made; NaN if there was none.
 *
 * @param byColumn values by column, in the order of {@link Metrics#MODEL}
 */
public record TaskMetrics(Map<String, Double> byColumn) {
    /** Fills in NaN for metrics missing from {@code byColumn}, and drops entries that are not metrics of a task. */
    public TaskMetrics {
        byColumn = values(column(byColumn));
    }

    public static TaskMetrics of(TaskScores scores) {
        return new TaskMetrics(values(metric -> metric.quantity().of(scores.of(metric.task()))));
    }

    private static ToDoubleFunction<Metric> column(Map<String, Double> values) {
        return metric -> values.getOrDefault(metric.column(), Double.NaN);
    }

    private static Map<String, Double> values(ToDoubleFunction<Metric> value) {
        Map<String, Double> values = new LinkedHashMap<>();
        Metrics.MODEL.forEach(metric -> values.put(metric.column(), value.applyAsDouble(metric)));
        return Collections.unmodifiableMap(values);
    }

    /** Returns the mean loss in nats per prediction. */
    public double loss(Task task) {
        return byColumn.get(Metrics.loss(task).column());
    }

    /** Returns the share of predictions that are right. */
    public double accuracy(Task task) {
        return byColumn.get(Metrics.accuracy(task).column());
    }
}
