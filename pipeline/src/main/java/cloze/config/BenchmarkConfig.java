package cloze.config;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the benchmark measures, and for how long.
 *
 * @param parts the parts to measure, out of {@link #PARTS}; parts of text run first, in their order
 * @param warmUps number of uncounted runs of each measurement
 * @param repeats number of counted runs; the median is reported
 * @param minSeconds minimum duration, in seconds, of a run of the tokenizer or of a step's matrix products; they are
 *     repeated until then
 * @param sampleMegabytes upper bound of the text that the tokenizer is measured on, in 10^6 bytes of UTF-8; held by the
 *     driver
 * @param training settings of the part training
 * @param exchange settings of the part exchange
 * @param scaling settings of the part scaling
 */
public record BenchmarkConfig(
        List<String> parts,
        int warmUps,
        int repeats,
        double minSeconds,
        int sampleMegabytes,
        TrainingBenchmarkConfig training,
        Exchange exchange,
        ScalingConfig scaling) {
    /** Averaging rounds of training. */
    public static final String TRAINING = "training";

    /** Averaging rounds whose workers sleep. */
    public static final String EXCHANGE = "exchange";

    /** Predictions for more executors. */
    public static final String SCALING = "scaling";

    /** Sentence embeddings. */
    public static final String EMBEDDINGS = "embeddings";

    /** Rules that remove documents. */
    public static final String CURATE = "curate";

    private static final List<String> TEXT_PARTS = List.of("tokenizer", "vocabulary", CURATE, "prepare", EMBEDDINGS);

    /** All parts. */
    public static final List<String> PARTS = Stream.concat(TEXT_PARTS.stream(), Stream.of(TRAINING, EXCHANGE, SCALING))
            .toList();

    /**
     * Settings of the exchange part of the benchmark: averaging rounds whose workers sleep, for each number of workers and
     * parameters. Warm-ups are those of the benchmark, in rounds; the route is that of the training section, slices unless it
     * is driver.
     *
     * @param workers numbers of workers
     * @param parameters numbers of parameters
     * @param slices number of slices; 0 to derive it from parameters and workers
     * @param rounds number of counted rounds
     * @param fitSeconds seconds that each worker sleeps in a round
     * @param checkpoints number of checkpoints of the state to write below the output and to read back; 0 for none
     * @param bandwidth bytes per second of the network card of an executor where this is measured; 0 if its executors are on
     *     one machine, without a limit
     */
    public record Exchange(
            List<Long> workers,
            List<Long> parameters,
            int slices,
            int rounds,
            double fitSeconds,
            int checkpoints,
            double bandwidth) {
        private static final long MOST_WORKERS = 100_000;

        /** Java's arrays end there: three vectors of a state, one of them with two moments per parameter. */
        private static final long MOST_PARAMETERS = 500_000_000;

        public Exchange {
            workers = List.copyOf(workers);
            parameters = List.copyOf(parameters);
            List<Long> numbers = workers;
            List<Long> sizes = parameters;
            Problems.check("benchmark.exchange", problems -> problems.require(
                            !numbers.isEmpty()
                                    && numbers.stream().allMatch(number -> number >= 1 && number <= MOST_WORKERS),
                            "workers",
                            numbers,
                            "must be in [1, %d]".formatted(MOST_WORKERS))
                    .require(
                            !sizes.isEmpty() && sizes.stream().allMatch(size -> size >= 1 && size <= MOST_PARAMETERS),
                            "parameters",
                            sizes,
                            "must be in [1, %d]".formatted(MOST_PARAMETERS))
                    .require(slices >= 0, "slices", slices, "must be at least 1, or 0 to derive it")
                    .require(rounds >= 1 && rounds <= 10_000, "rounds", rounds, "must be in [1, 10000]")
                    .require(fitSeconds >= 0 && fitSeconds <= 3600, "fit-seconds", fitSeconds, "must be in [0, 3600]")
                    .require(checkpoints >= 0, "checkpoints", checkpoints, "must be at least 0")
                    .require(bandwidth >= 0, "bandwidth", bandwidth, "must be positive, or 0 for no limit"));
        }
    }

    public BenchmarkConfig {
        parts = List.copyOf(parts);
        List<String> chosen = parts;
        List<String> measured = scaling.measurements();
        Problems.check("benchmark", problems -> problems.require(
                        !chosen.isEmpty() && PARTS.containsAll(chosen) && new HashSet<>(chosen).size() == chosen.size(),
                        "parts",
                        chosen,
                        "must name at least one of %s, each once".formatted(String.join(", ", PARTS)))
                .require(warmUps >= 0, "warm-ups", warmUps, "must be at least 0")
                .require(repeats >= 1, "repeats", repeats, "must be at least 1")
                .require(minSeconds > 0 && minSeconds <= 3600, "min-seconds", minSeconds, "must be in (0, 3600]")
                .require(
                        sampleMegabytes >= 1 && sampleMegabytes <= 500,
                        "sample-megabytes",
                        sampleMegabytes,
                        "must be in [1, 500]: the driver holds the sample")
                .require(
                        !chosen.contains(SCALING) || !measured.isEmpty(),
                        "scaling.measurements",
                        measured,
                        "must name the benchmark.json of the parts training and exchange, or several"));
    }

    /** Returns the parts that measure text, in their order. */
    public List<String> textParts() {
        return parts.stream().filter(TEXT_PARTS::contains).toList();
    }

    /** Returns whether any part measures text. */
    public boolean readsText() {
        return !textParts().isEmpty();
    }
}
