package cloze.config;

/**
 * When training stops because the loss on held-out examples no longer improves.
 *
 * @param patience number of measurements without a gain after which the run ends, with its best checkpoint as the
 *     result; 0 for never
 * @param every number of rounds between two measurements; 0 for no measurements
 * @param minGain nats by which the masked-word loss must fall below the best one to count as a gain
 * @param examples number of held-out examples to measure, drawn by key; 0 for all
 */
public record EarlyStoppingConfig(int patience, int every, double minGain, int examples) {
    public EarlyStoppingConfig {
        Problems.check("training.early-stopping", problems -> problems.require(
                        patience >= 0, "patience", patience, "must be at least 0")
                .require(every >= 0, "every", every, "must be at least 0")
                .require(every > 0 || patience <= 0, "every", every, "must be at least 1 with a patience")
                .require(minGain >= 0, "min-gain", minGain, "must be at least 0")
                .require(examples >= 0, "examples", examples, "must be at least 0"));
    }
}
