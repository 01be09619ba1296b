package cloze.config;

/**
 * One row of the experiment: the network and training of the run with the overrides of this variant.
 *
 * @param name its name in tables and as a folder
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
