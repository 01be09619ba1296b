package cloze.config;

import cloze.config.curate.CurateConfig;

/**
 * One row of the experiment: sections of the run with the overrides of this variant.
 *
 * @param name its name in tables and as a folder
 * @param corpus the documents it trains on
 * @param curate which of them are removed
 * @param examples how its training examples are built
 * @param network the network it trains
 * @param training how it trains
 */
public record Variant(
        String name,
        CorpusConfig corpus,
        CurateConfig curate,
        ExamplesConfig examples,
        NetworkConfig network,
        TrainingConfig training) {
    public Variant {
        Problems.check(
                "experiment.variants",
                problems -> problems.require(
                        name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*"),
                        "name",
                        "\"" + name + "\"",
                        "must be letters, digits, '.', '_', '+' or '-': it names a folder"));
    }

    /** Returns a copy with fixed values for the keys that do not affect the result. */
    Variant ofResult() {
        return new Variant(name, corpus, curate.ofResult(), examples.withoutGates(), network, training.ofResult());
    }
}
