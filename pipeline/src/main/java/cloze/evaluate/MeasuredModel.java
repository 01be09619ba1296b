package cloze.evaluate;

import java.util.List;
import java.util.Map;

/**
 * What is compared of a model that was measured on some documents.
 *
 * @param metrics value of each metric; NaN where there was nothing to measure
 * @param resampled value of each metric in each resampling of the documents: the same resamplings for every model measured with one seed
 */
public record MeasuredModel(Map<String, Double> metrics, Map<String, List<Double>> resampled) {
    public MeasuredModel {
        metrics = Map.copyOf(metrics);
        resampled = Map.copyOf(resampled);
    }

    /** The value of {@code metric}. */
    public double value(String metric) {
        return metrics.get(metric);
    }
}
