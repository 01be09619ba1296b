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
 * @param scaling settings of the part scaling
 */
public record BenchmarkConfig(
        List<String> parts,
        int warmUps,
        int repeats,
        double minSeconds,
        int sampleMegabytes,
        TrainingBenchmarkConfig training,
        ScalingConfig scaling) {
    /** Averaging rounds of training. */
    public static final String TRAINING = "training";

    /** Predictions for more executors. */
    public static final String SCALING = "scaling";

    /** Sentence embeddings. */
    public static final String EMBEDDINGS = "embeddings";

    private static final List<String> TEXT_PARTS = List.of("tokenizer", "vocabulary", "prepare", EMBEDDINGS);

    /** All parts. */
    public static final List<String> PARTS =
            Stream.concat(TEXT_PARTS.stream(), Stream.of(TRAINING, SCALING)).toList();

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
                        "must name the benchmark.json of a training part, or several"));
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
