package cloze.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the training part of the benchmark. Everything else is as in a training run: workers, minibatches and
 * rounds of the training section, lengths and masked positions of the examples section, dropout of the network section.
 *
 * @param presets workloads to measure: network presets, {@link #STORIES}, {@link #SEED}
 * @param warmUpRounds number of uncounted rounds
 * @param rounds number of counted rounds
 * @param layoutPreset the preset for comparing numbers of tasks and threads; empty for no comparison
 * @param flatRounds rounds after which the size of the process is recorded, in a run of the first preset; empty for no
 *     such run
 */
public record TrainingBenchmarkConfig(
        List<String> presets, int warmUpRounds, int rounds, String layoutPreset, List<Long> flatRounds) {
    /** The network of the generated language: tiny, 500 pieces, 64 tokens. */
    public static final String STORIES = "stories";

    /**
     * The network and data of the seed experiment: pooled, one pass over 3,200 pairs of 128 uniform tokens, metrics
     * every 10 minibatches.
     */
    public static final String SEED = "seed";

    public TrainingBenchmarkConfig {
        presets = List.copyOf(presets);
        flatRounds = List.copyOf(flatRounds);
        List<String> chosen = presets;
        List<Long> noted = flatRounds;
        Set<String> known = new TreeSet<>(NetworkPresets.names());
        known.addAll(List.of(STORIES, SEED));
        String names = String.join(", ", known);
        Problems.check("benchmark.training", problems -> problems.require(
                        !chosen.isEmpty() && known.containsAll(chosen),
                        "presets",
                        chosen,
                        "must name at least one of " + names)
                .require(warmUpRounds >= 0, "warm-up-rounds", warmUpRounds, "must be at least 0")
                .require(rounds >= 1, "rounds", rounds, "must be at least 1")
                .require(
                        layoutPreset.isEmpty() || known.contains(layoutPreset),
                        "layout-preset",
                        layoutPreset,
                        "must be empty or one of " + names)
                .require(
                        noted.stream().allMatch(round -> round >= 1 && round <= 1_000_000),
                        "flat-rounds",
                        noted,
                        "must be in [1, 1000000]"));
    }
}
