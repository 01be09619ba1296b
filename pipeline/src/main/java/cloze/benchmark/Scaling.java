package cloze.benchmark;

import cloze.benchmark.CostModel.Observation;
import cloze.config.ScalingConfig;
import cloze.dataset.TextFile;
import cloze.error.InvalidInputException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What measured rounds say of more executors: a {@link CostModel} of the rows of earlier training benchmarks, and what it foretells. */
public final class Scaling {
    static final String PART = "scaling";

    /** Masters whose workers are in the driver's process. */
    private static final String LOCAL = "local(\\[.*)?";

    private Scaling() {}

    /** Reads the measurements that {@code config} names; a row for each preset and number of executors. */
    public static List<Measurement> run(Configuration hadoop, ScalingConfig config) {
        List<Measurement> rows = new ArrayList<>();
        for (String path : config.measurements()) {
            var file = path.endsWith(".json") ? new Path(path) : new Path(path, BenchmarkTable.FILE);
            try {
                rows.addAll(BenchmarkTable.parse(TextFile.read(hadoop, file)).rows());
            } catch (UncheckedIOException e) {
                throw new InvalidInputException(
                        "benchmark.scaling.measurements: expected the benchmark.json of a part training at %s, cannot read it"
                                .formatted(file),
                        e);
            }
        }
        return table(rows, config);
    }

    /** The table of the training rows among {@code rows}, of which those between processes count. */
    static List<Measurement> table(List<Measurement> rows, ScalingConfig config) {
        List<Measurement> measured = rows.stream()
                .filter(row -> row.part().equals(TrainingBenchmark.PART))
                .filter(row -> !row.text(Field.MASTER).matches(LOCAL))
                .toList();
        CostModel model =
                CostModel.fit(measured.stream().map(Scaling::observation).toList(), config.bandwidth());
        List<Measurement> table = new ArrayList<>();
        Map<String, List<Measurement>> byPreset = measured.stream()
                .collect(Collectors.groupingBy(row -> row.text(Field.PRESET), LinkedHashMap::new, Collectors.toList()));
        byPreset.values().forEach(own -> table.addAll(foretold(model, own, config.executors())));
        return table;
    }

    private static Observation observation(Measurement row) {
        return new Observation(
                row.number(Field.PARAMETERS),
                (int) row.number(Field.WORKERS),
                row.number(Field.TRANSPORT_SECONDS),
                row.number(Field.AVERAGING_SECONDS));
    }

    /** The rows of one preset; a step is as fast as in the fastest of its measurements: processes that share cores slow each other down. */
    private static List<Measurement> foretold(CostModel model, List<Measurement> own, List<Long> executors) {
        Measurement any = own.get(0);
        double parameters = any.number(Field.PARAMETERS);
        double frequency = any.number(Field.AVERAGING_FREQUENCY);
        double step = own.stream()
                .mapToDouble(row -> row.number(Field.STEP_MILLISECONDS) / 1000)
                .min()
                .orElseThrow();
        double compute = frequency * step;
        List<Measurement> rows = new ArrayList<>();
        for (long many : executors) {
            int number = Math.toIntExact(many);
            double efficiency = model.efficiency(parameters, number, compute);
            rows.add(Measurement.of(PART)
                    .with(Field.PRESET, any.text(Field.PRESET))
                    .with(Field.EXECUTORS, number)
                    .with(Field.SEQUENCES_PER_SECOND, number * efficiency * any.number(Field.TRAIN_BATCH_SIZE) / step)
                    .with(Field.COMPUTE_SECONDS, compute)
                    .with(Field.TRANSPORT_SECONDS, model.transport(parameters, number))
                    .with(Field.AVERAGING_SECONDS, model.averaging(parameters, number))
                    .with(Field.AVERAGING_FREQUENCY, (int) frequency)
                    .with(Field.EFFICIENCY, efficiency)
                    .with(Field.FREQUENCY_FOR_95_PERCENT, model.frequencyFor95Percent(parameters, number, step))
                    .with(Field.EXECUTORS_AT_HALF, model.executorsAtHalf(parameters, compute)));
        }
        return rows;
    }
}
