package cloze.config;

import java.util.List;

/**
 * What is compared: each variant on the same examples, once per seed.
 *
 * @param variants at least one, names distinct
 * @param seeds seeds of initial weights, order, training masks and dropout; corpus, pairs and validation masks keep the run's seed
 * @param runsAtOnce runs at work at the same time, at least 1; no result depends on it
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

    /** The same experiment without what its result does not depend on. */
    public ExperimentConfig ofResult() {
        List<Variant> results = variants.stream()
                .map(variant -> new Variant(
                        variant.name(), variant.network(), variant.training().ofResult()))
                .toList();
        return new ExperimentConfig(results, seeds, 1);
    }
}
