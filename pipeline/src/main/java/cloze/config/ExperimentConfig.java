package cloze.config;

import java.util.List;

/**
 * The variants to compare, each on the same held-out examples and once per seed.
 *
 * @param variants the variants, at least one, with distinct names
 * @param seeds seeds of initial weights, order, training masks and dropout; corpus, pairs and validation masks keep the
 *     seed of the run
 * @param runsAtOnce number of concurrent runs, at least 1; no result depends on it
 */
public record ExperimentConfig(List<Variant> variants, List<Long> seeds, int runsAtOnce) {
    public ExperimentConfig {
        variants = List.copyOf(variants);
        seeds = List.copyOf(seeds);
        List<String> names = variants.stream().map(Variant::name).toList();
        List<Long> given = seeds;
        Problems.check("experiment", problems -> problems.require(
                        names.stream().distinct().count() == names.size(), "variants", names, "names must differ")
                .require(!given.isEmpty(), "seeds", given, "must hold at least one seed")
                .require(given.stream().distinct().count() == given.size(), "seeds", given, "must differ")
                .require(runsAtOnce >= 1, "runs-at-once", runsAtOnce, "must be at least 1"));
    }

    /** Returns a copy with fixed values for the keys that do not affect the result. */
    public ExperimentConfig ofResult() {
        List<Variant> results = variants.stream().map(Variant::ofResult).toList();
        return new ExperimentConfig(results, seeds, 1);
    }
}
