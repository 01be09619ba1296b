package cloze.config;

/**
 * One row of the experiment: the run's network and training with this variant's overrides.
 *
 * @param name its name in tables and its folder
 * @param network the network it trains
 * @param training how it trains
 */
public record Variant(String name, NetworkConfig network, TrainingConfig training) {
    public Variant {
        Problems.check(
                "experiment.variants",
                problems -> problems.require(
                        name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*"),
                        "name",
                        "\"" + name + "\"",
                        "must be letters, digits, '.', '_', '+' or '-': it names a folder"));
    }
}
