package cloze.benchmark;

import cloze.benchmark.CostModel.Observation;
import cloze.config.ScalingConfig;
import cloze.error.InvalidInputException;
import cloze.table.StoredPath;
import cloze.table.TextFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Predicts rounds with more executors, with a {@link CostModel} fitted to rows of earlier training benchmarks. */
public final class Scaling {
    static final String PART = "scaling";

    /** Masters whose workers run in the driver process. */
    private static final String LOCAL = "local(\\[.*)?";

    private Scaling() {}

    /** Reads the measurements that {@code config} names. Returns a row for each preset and number of executors. */
    public static List<BenchmarkRow> run(Configuration hadoop, ScalingConfig config) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (String path : config.measurements()) {
            var file =
                    path.endsWith(".json") ? StoredPath.of(path) : new Path(StoredPath.of(path), BenchmarkTable.FILE);
            try {
                rows.addAll(
                        BenchmarkTable.parse(TextFile.read(hadoop, file), file).rows());
            } catch (UncheckedIOException e) {
                throw new InvalidInputException(
                        "benchmark.scaling.measurements: expected a benchmark.json with rows of the part training at %s, which cannot be read"
                                .formatted(file),
                        e);
            }
        }
        return table(rows, config);
    }

    /** Returns the predictions from those training rows among {@code rows} that were measured across processes. */
    static List<BenchmarkRow> table(List<BenchmarkRow> rows, ScalingConfig config) {
        List<BenchmarkRow> measured = rows.stream()
                .filter(row -> row.part().equals(TrainingBenchmark.PART))
                .filter(row -> !row.text(BenchmarkColumn.MASTER).matches(LOCAL))
                .toList();
        CostModel model =
                CostModel.fit(measured.stream().map(Scaling::observation).toList(), config.bandwidth());
        List<BenchmarkRow> table = new ArrayList<>();
        Map<String, List<BenchmarkRow>> byPreset = measured.stream()
                .collect(Collectors.groupingBy(
                        row -> row.text(BenchmarkColumn.PRESET), LinkedHashMap::new, Collectors.toList()));
        byPreset.values().forEach(own -> table.addAll(foretold(model, own, config.executors())));
        return table;
    }

    private static Observation observation(BenchmarkRow row) {
        return new Observation(
                row.number(BenchmarkColumn.PARAMETERS),
                (int) row.number(BenchmarkColumn.WORKERS),
                row.number(BenchmarkColumn.GATHER_SECONDS),
                row.number(BenchmarkColumn.REDUCE_SECONDS));
    }

    /**
     * Returns the rows of one preset. The step time is that of its fastest measurement, because processes that share
     * cores slow each other down.
     */
    private static List<BenchmarkRow> foretold(CostModel model, List<BenchmarkRow> own, List<Long> executors) {
        BenchmarkRow any = own.get(0);
        double parameters = any.number(BenchmarkColumn.PARAMETERS);
        double frequency = any.number(BenchmarkColumn.AVERAGING_FREQUENCY);
        double step = own.stream()
                .mapToDouble(row -> row.number(BenchmarkColumn.STEP_MILLISECONDS) / 1000)
                .min()
                .orElseThrow();
        double compute = frequency * step;
        List<BenchmarkRow> rows = new ArrayList<>();
        for (long many : executors) {
            int number = Math.toIntExact(many);
            double efficiency = model.efficiency(parameters, number, compute);
            rows.add(BenchmarkRow.of(PART)
                    .with(BenchmarkColumn.PRESET, any.text(BenchmarkColumn.PRESET))
                    .with(BenchmarkColumn.EXECUTORS, number)
                    .with(
                            BenchmarkColumn.SEQUENCES_PER_SECOND,
                            number * efficiency * any.number(BenchmarkColumn.TRAIN_BATCH_SIZE) / step)
                    .with(BenchmarkColumn.FIT_SECONDS, compute)
                    .with(BenchmarkColumn.GATHER_SECONDS, model.transport(parameters, number))
                    .with(BenchmarkColumn.REDUCE_SECONDS, model.averaging(parameters, number))
                    .with(BenchmarkColumn.AVERAGING_FREQUENCY, (int) frequency)
                    .with(BenchmarkColumn.EFFICIENCY, efficiency)
                    .with(
                            BenchmarkColumn.FREQUENCY_FOR_95_PERCENT,
                            model.frequencyFor95Percent(parameters, number, step))
                    .with(BenchmarkColumn.EXECUTORS_AT_HALF, model.executorsAtHalf(parameters, compute)));
        }
        return rows;
    }
}
