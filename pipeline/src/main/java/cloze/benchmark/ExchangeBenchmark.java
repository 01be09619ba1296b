package cloze.benchmark;

import cloze.benchmark.exchange.ExchangeRun;
import cloze.benchmark.exchange.ExchangeRun.Measured;
import cloze.benchmark.exchange.Machines;
import cloze.benchmark.exchange.StoredCheckpoint;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig.Route;
import cloze.train.averaging.RoundTimes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures what averaging costs on a cluster, for each number of workers and parameters, with rounds whose workers sleep.
 *
 * @param spark the cluster
 * @param config all sections
 * @param scratch folder for checkpoints
 * @param progress receives each measurement as it begins
 */
record ExchangeBenchmark(JavaSparkContext spark, RunConfig config, Path scratch, Consumer<String> progress) {
    static final String PART = "exchange";
    private static final double MEGABYTE = 1e6;

    List<BenchmarkRow> run() {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (long parameters : config.benchmark().exchange().parameters()) {
            for (long workers : config.benchmark().exchange().workers()) {
                progress.accept("the exchange of %d workers and %d parameters".formatted(workers, parameters));
                var run =
                        new ExchangeRun(spark, config, Math.toIntExact(workers), Math.toIntExact(parameters), scratch);
                rows.add(row(run, Machines.of(spark, run.workers()), run.run()));
            }
        }
        return rows;
    }

    private BenchmarkRow row(ExchangeRun run, Machines machines, Measured measured) {
        RoundTimes times = TrainingBenchmark.medians(measured.times());
        BenchmarkRow row = BenchmarkRow.of(PART)
                .with(BenchmarkColumn.WORKERS, run.workers())
                .with(BenchmarkColumn.EXECUTORS, measured.executors())
                .with(BenchmarkColumn.PARAMETERS, run.parameters())
                .with(
                        BenchmarkColumn.SECONDS,
                        measured.times().stream().mapToDouble(RoundTimes::all).sum())
                .with(BenchmarkColumn.FIT_SECONDS, times.fit())
                .with(BenchmarkColumn.REDUCE_SECONDS, times.reduce())
                .with(BenchmarkColumn.GATHER_SECONDS, times.gather())
                .with(BenchmarkColumn.CLOSE_SECONDS, times.close())
                .with(BenchmarkColumn.STRAGGLER_SECONDS, times.straggler())
                .with(BenchmarkColumn.SENT_MEGABYTES, measured.sent() / MEGABYTE)
                .with(BenchmarkColumn.REMOTE_MEGABYTES, measured.remote() / MEGABYTE)
                .with(BenchmarkColumn.FETCH_WAIT_SECONDS, measured.fetchWait())
                .with(BenchmarkColumn.SPILLED_MEGABYTES, measured.spilled() / MEGABYTE)
                .with(BenchmarkColumn.RESULT_MEGABYTES, measured.results() / MEGABYTE)
                .with(BenchmarkColumn.DRIVER_MEGABYTES, measured.ofDriver() / MEGABYTE)
                .with(BenchmarkColumn.DRIVER_HEAP_MEGABYTES, measured.heap() / MEGABYTE);
        if (!spark.isLocal()) {
            row = row.with(BenchmarkColumn.DRIVER_PROCESSOR_SECONDS, measured.threads())
                    .with(BenchmarkColumn.DRIVER_THREAD_SECONDS, measured.busiestThread());
        }
        if (!measured.checkpoints().isEmpty()) {
            row = row.with(BenchmarkColumn.CHECKPOINT_MEGABYTES, median(measured, StoredCheckpoint::bytes) / MEGABYTE)
                    .with(BenchmarkColumn.CHECKPOINT_SECONDS, median(measured, StoredCheckpoint::writing))
                    .with(BenchmarkColumn.RESUME_SECONDS, median(measured, StoredCheckpoint::loading));
        }
        return described(row, spark, config, measured.route(), measured.slices(), machines);
    }

    private static double median(Measured measured, ToDoubleFunction<StoredCheckpoint> part) {
        return Repetitions.median(measured.checkpoints().stream().mapToDouble(part));
    }

    /** Adds where {@code row} was measured. */
    static BenchmarkRow described(
            BenchmarkRow row, JavaSparkContext spark, RunConfig config, Route route, int slices, Machines machines) {
        double bandwidth = config.benchmark().exchange().bandwidth();
        BenchmarkRow described = row.with(BenchmarkColumn.ROUTE, route.name().toLowerCase(Locale.ROOT))
                .with(BenchmarkColumn.MASTER, spark.sc().master())
                .with(BenchmarkColumn.MACHINES, machines.count())
                .with(BenchmarkColumn.PROCESSORS, machines.processors())
                .with(BenchmarkColumn.MACHINE, machines.kind())
                .with(BenchmarkColumn.DATE, LocalDate.now(ZoneOffset.UTC).toString());
        BenchmarkRow sliced = slices == 0 ? described : described.with(BenchmarkColumn.SLICES, slices);
        return bandwidth == 0 ? sliced : sliced.with(BenchmarkColumn.BANDWIDTH, bandwidth);
    }
}
