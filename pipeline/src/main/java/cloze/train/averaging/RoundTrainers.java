package cloze.train.averaging;

import cloze.config.TrainingConfig;

/** Makes the trainer of a run: what the training loop is given, so that it knows none of them. */
@FunctionalInterface
public interface RoundTrainers {
    /**
     * A trainer that is about to begin; the caller's to close.
     *
     * @param network what it begins with
     */
    RoundTrainer of(InitialNetwork network, TrainingConfig training);
}
