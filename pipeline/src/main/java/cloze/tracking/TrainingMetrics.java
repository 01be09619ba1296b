package cloze.tracking;

import cloze.dataset.Metrics;
import cloze.train.log.TrainingLogRow;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Publishes the newest averaging round as gauges of Spark's metrics system, on the driver, as source {@code cloze}. All
 * sinks of the cluster receive them along with Spark's own metrics. NaN before the first round.
 */
public final class TrainingMetrics implements Source, AutoCloseable {
    private final MetricRegistry gauges = new MetricRegistry();
    private volatile Optional<TrainingLogRow> newest = Optional.empty();

    private TrainingMetrics() {
        gauge("step", TrainingLogRow::step);
        for (String column : Metrics.columns(Metrics.MODEL)) {
            gauge(column, row -> row.metrics().byColumn().get(column));
        }
        gauge("sequences_per_second", TrainingLogRow::sequencesPerSecond);
        gauge("averaging_overhead", TrainingLogRow::averagingOverhead);
        gauge("resident_bytes", TrainingLogRow::residentBytes);
    }

    /** Registers the gauges of one run, until they are closed. Must be called on the driver, with a session open. */
    public static TrainingMetrics register() {
        var metrics = new TrainingMetrics();
        SparkEnv.get().metricsSystem().registerSource(metrics);
        return metrics;
    }

    private void gauge(String name, ToDoubleFunction<TrainingLogRow> value) {
        gauges.register(
                name, (Gauge<Double>) () -> newest.map(value::applyAsDouble).orElse(Double.NaN));
    }

    /** Updates the gauges with {@code row}. */
    public void show(TrainingLogRow row) {
        newest = Optional.of(row);
    }

    @Override
    public String sourceName() {
        return "cloze";
    }

    @Override
    public MetricRegistry metricRegistry() {
        return gauges;
    }

    @Override
    public void close() {
        SparkEnv.get().metricsSystem().removeSource(this);
    }
}
