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
        int patient = patience;
        int rounds = every;
        double gain = minGain;
        int count = examples;
        Problems.check("training.early-stopping", problems -> problems.require(
                        patient >= 0, "patience", patient, "must be at least 0")
                .require(rounds >= 0, "every", rounds, "must be at least 0")
                .require(rounds > 0 || patient <= 0, "every", rounds, "must be at least 1 with a patience")
                .require(gain >= 0, "min-gain", gain, "must be at least 0")
                .require(count >= 0, "examples", count, "must be at least 0"));
    }
}
