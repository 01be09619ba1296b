package cloze.config;

/**
 * When training ends because held-out examples are not predicted better any more.
 *
 * @param patience measurements without a gain after which the run ends, its best checkpoint the result; 0: never
 * @param every rounds between two measurements; 0: none
 * @param minGain nats by which the masked-word loss must fall below the best one to count as a gain
 * @param examples held-out examples measured, drawn by key; 0: all of them
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
