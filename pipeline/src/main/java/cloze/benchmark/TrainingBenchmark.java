package cloze.benchmark;

import cloze.benchmark.BenchmarkExamples.Supplied;
import cloze.benchmark.exchange.Machines;
import cloze.config.RunConfig;
import cloze.config.TrainingBenchmarkConfig;
import cloze.config.TrainingConfig.Route;
import cloze.network.matrix.ProductTimes;
import cloze.train.PretrainingRequest;
import cloze.train.SparkTrainers;
import cloze.train.TimedTraining;
import cloze.train.TimedTraining.TimedRound;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.RoundTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Measures training end to end through Spark: averaging rounds as in the pretrain job, separately for each preset. Also
 * measures the time of a step's matrix products alone, the memory of the processes, and the fastest numbers of tasks
 * and threads.
 *
 * @param spark the session
 * @param config all sections
 * @param supply provides the examples
 * @param progress receives each measurement as it begins
 */
public record TrainingBenchmark(
        SparkSession spark, RunConfig config, BenchmarkExamples supply, Consumer<String> progress) {
    static final String PART = "training";

    /** Runs all measurements that the configuration requests. */
    public List<BenchmarkRow> run() {
        TrainingBenchmarkConfig asked = config.benchmark().training();
        List<BenchmarkRow> rounds = new ArrayList<>();
        List<BenchmarkRow> memory = new ArrayList<>();
        for (String preset : asked.presets()) {
            measure(Workload.of(preset, config), rounds, memory);
        }
        rounds.addAll(memory);
        if (!asked.layoutPreset().isEmpty() && spark.sparkContext().isLocal()) {
            rounds.addAll(new ThreadLayouts(this).run(Workload.of(asked.layoutPreset(), config)));
        }
        if (!asked.flatRounds().isEmpty()) {
            rounds.addAll(flat(Workload.of(asked.presets().get(0), config), asked.flatRounds()));
        }
        return rounds;
    }

    private void measure(Workload workload, List<BenchmarkRow> rounds, List<BenchmarkRow> memory) {
        progress.accept("rounds of " + workload.name());
        ProcessMemory before = settled();
        Supplied supplied = supply.of(workload);
        int threads =
                ProcessShare.of(context(), workload.training().workers(), 1).threads();
        List<TimedRound> timed;
        long parameters;
        ProcessMemory after;
        try (var training = start(supplied, threads)) {
            timed = rounds(training, supplied.workload());
            parameters = training.parameters();
            after = settled();
        }
        TimedRound last = timed.get(timed.size() - 1);
        rounds.add(described(row(supplied, timed), supplied.workload(), Math.toIntExact(parameters))
                .with(BenchmarkColumn.THREADS, threads)
                .with(BenchmarkColumn.STEP_GIGAFLOPS, workload.gigaflops())
                .with(BenchmarkColumn.PARAMETERS, Math.toIntExact(parameters)));
        memory.addAll(new MemoryRows(workload, parameters, tasksOfAnExecutor(last, workload), before).of(last, after));
    }

    /** Creates a training that the caller must close. */
    TimedTraining start(Supplied supplied, int threads) {
        Workload workload = supplied.workload();
        var request = new PretrainingRequest(
                workload.network(),
                workload.training(),
                config.seed(),
                List.of(supplied.count()),
                new InitialParameters.Drawn(workload.network(), config.seed()),
                "",
                "");
        return new TimedTraining(SparkTrainers.ofThreads(spark, threads), request, supplied.epochs());
    }

    /** Runs warm-up rounds, then returns the counted rounds. */
    static List<TimedRound> rounds(TimedTraining training, Workload workload) {
        return Stream.generate(training::next)
                .limit(workload.warmUps() + (long) workload.rounds())
                .skip(workload.warmUps())
                .toList();
    }

    /** Returns a row with medians over the rounds. */
    private BenchmarkRow row(Supplied supplied, List<TimedRound> rounds) {
        Workload workload = supplied.workload();
        int frequency = workload.training().averagingFrequency();
        RoundTimes times = medians(rounds.stream().map(TimedRound::times).toList());
        double examples =
                rounds.stream().mapToLong(TimedRound::examples).average().orElseThrow();
        BenchmarkRow row = BenchmarkRow.of(PART)
                .with(BenchmarkColumn.PRESET, workload.name())
                .with(BenchmarkColumn.EXAMPLES, supplied.name())
                .withRate(BenchmarkColumn.SEQUENCES_PER_SECOND, examples, times.all())
                .withRate(BenchmarkColumn.TOKENS_PER_SECOND, examples * supplied.tokens(), times.all())
                .with(BenchmarkColumn.MASTER, spark.sparkContext().master())
                .with(BenchmarkColumn.STEP_MILLISECONDS, 1000 * times.worker() / frequency)
                .with(BenchmarkColumn.AVERAGING_OVERHEAD, 1 - times.fit() / times.all())
                .with(
                        BenchmarkColumn.SECONDS,
                        rounds.stream()
                                .mapToDouble(round -> round.times().all())
                                .sum())
                .with(BenchmarkColumn.FIT_SECONDS, times.fit())
                .with(BenchmarkColumn.REDUCE_SECONDS, times.reduce())
                .with(BenchmarkColumn.GATHER_SECONDS, times.gather())
                .with(BenchmarkColumn.CLOSE_SECONDS, times.close())
                .with(BenchmarkColumn.STRAGGLER_SECONDS, times.straggler())
                .with(BenchmarkColumn.WORKERS, workload.training().workers())
                .with(BenchmarkColumn.EXECUTORS, executors(rounds.get(0)))
                .with(BenchmarkColumn.AVERAGING_FREQUENCY, frequency)
                .with(BenchmarkColumn.TRAIN_BATCH_SIZE, workload.training().trainBatchSize());
        return supplied.isFull() && spark.sparkContext().isLocal()
                ? row.with(BenchmarkColumn.GEMM_SHARE, secondsOfProducts(workload) / (times.fit() / examples))
                : row;
    }

    private BenchmarkRow described(BenchmarkRow row, Workload workload, int parameters) {
        Route route = SparkTrainers.route(spark, workload.training());
        int slices = route == Route.DRIVER ? 0 : SparkTrainers.slices(workload.training(), parameters);
        var machines = Machines.of(context(), workload.training().workers());
        return ExchangeBenchmark.described(row, context(), config, route, slices, machines);
    }

    /** Returns the median of each time of {@code rounds}. */
    static RoundTimes medians(List<RoundTimes> rounds) {
        return new RoundTimes(
                median(rounds, RoundTimes::all),
                median(rounds, RoundTimes::fit),
                median(rounds, RoundTimes::reduce),
                median(rounds, RoundTimes::gather),
                median(rounds, RoundTimes::close),
                median(rounds, RoundTimes::worker),
                median(rounds, RoundTimes::straggler));
    }

    private static double median(List<RoundTimes> rounds, ToDoubleFunction<RoundTimes> part) {
        return Repetitions.median(rounds.stream().mapToDouble(part));
    }

    /**
     * Returns the seconds per example of a step's matrix products, with the fastest division of the cores into tasks
     * and threads.
     */
    private double secondsOfProducts(Workload workload) {
        progress.accept("matrix products of " + workload.name());
        int batch = workload.training().trainBatchSize();
        var products = new ProductTimes(workload.network(), batch, workload.length(), workload.masked());
        return ThreadLayout.of(cores()).stream()
                .filter(layout -> layout.tasks() * layout.threads() == cores())
                .mapToDouble(layout -> products.seconds(
                                layout.tasks(),
                                layout.threads(),
                                config.benchmark().minSeconds())
                        / (layout.tasks() * batch))
                .min()
                .orElseThrow();
    }

    private List<BenchmarkRow> flat(Workload workload, List<Long> noted) {
        int count =
                Math.toIntExact(noted.stream().mapToLong(Long::longValue).max().orElseThrow());
        progress.accept("the resident size of the process over %d rounds of %s".formatted(count, workload.name()));
        Supplied supplied = supply.of(workload.withRounds(count));
        List<BenchmarkRow> rows = new ArrayList<>();
        try (var training = start(
                supplied,
                ProcessShare.of(context(), workload.training().workers(), 1).threads())) {
            for (int round = 1; round <= count; round++) {
                TimedRound fitted = training.next();
                if (noted.contains((long) round)) {
                    rows.addAll(MemoryRows.flat(workload.name(), round, fitted));
                }
            }
        }
        return rows;
    }

    /**
     * Returns the number of workers that an executor ran concurrently: their total time divided by the time in which at
     * least one was busy.
     */
    private static int tasksOfAnExecutor(TimedRound round, Workload workload) {
        double together = round.times().worker() * workload.training().workers() / executors(round);
        return Math.max(1, (int) Math.round(together / round.times().fit()));
    }

    /** Returns the number of processes with a worker. The driver process counts only if it is the only one. */
    private static int executors(TimedRound round) {
        Set<String> processes = round.memory().keySet();
        return Math.max(1, processes.size() - 1);
    }

    /** Returns the number of cores that Spark may use. */
    int cores() {
        return context().defaultParallelism();
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    /** Returns the memory of this process after a garbage collection. */
    private static ProcessMemory settled() {
        System.gc();
        return ProcessMemory.now();
    }
}
