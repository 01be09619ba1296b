package cloze.config;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the benchmark measures, and how long.
 *
 * @param parts what is measured, those of text first and in their order; among {@link #PARTS}
 * @param warmUps runs of each measured thing before the first that counts
 * @param repeats runs that count; the median is reported
 * @param minSeconds how long a run of the tokenizer, or of a step's matrix products, lasts at least, in seconds: it is repeated until then
 * @param sampleMegabytes most text of the corpus that the tokenizer is measured on, in 10^6 bytes of UTF-8; held by the driver
 * @param training for the part training
 * @param scaling for the part scaling
 */
public record BenchmarkConfig(
        List<String> parts,
        int warmUps,
        int repeats,
        double minSeconds,
        int sampleMegabytes,
        TrainingBenchmarkConfig training,
        ScalingConfig scaling) {
    /** Rounds of training. */
    public static final String TRAINING = "training";

    /** What is to be expected of more executors. */
    public static final String SCALING = "scaling";

    /** Vectors of sentences. */
    public static final String EMBEDDINGS = "embeddings";

    private static final List<String> TEXT_PARTS = List.of("tokenizer", "vocabulary", "prepare", EMBEDDINGS);

    /** Everything that can be measured. */
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

    /** The parts that measure text, in their order. */
    public List<String> textParts() {
        return parts.stream().filter(TEXT_PARTS::contains).toList();
    }

    /** Whether any part measures text. */
    public boolean readsText() {
        return !textParts().isEmpty();
    }
}
