package cloze.evaluate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The metrics of a model on some documents, for comparisons.
 *
 * @param metrics value of each metric; NaN if there was nothing to measure
 * @param resampled value of each metric in each resampling of the documents; the resamplings are the same for every
 *     model measured with the same seed
 */
public record MeasuredModel(Map<String, Double> metrics, Map<String, List<Double>> resampled) {
    public MeasuredModel {
        metrics = Map.copyOf(metrics);
        resampled = Map.copyOf(resampled);
    }

    /** Returns a copy with one more metric. */
    public MeasuredModel with(String metric, double value, List<Double> inResamplings) {
        Map<String, Double> values = new TreeMap<>(metrics);
        values.put(metric, value);
        Map<String, List<Double>> samples = new TreeMap<>(resampled);
        samples.put(metric, inResamplings);
        return new MeasuredModel(values, samples);
    }

    /** Returns the value of {@code metric}. */
    public double value(String metric) {
        return metrics.get(metric);
    }
}
