package cloze.train.averaging;

import cloze.config.TrainingConfig;

/** Creates the trainer of a run, so that the training loop does not depend on any kind of trainer. */
@FunctionalInterface
public interface RoundTrainers {
    /**
     * Creates a trainer that the caller must close.
     *
     * @param network the initial network
     */
    RoundTrainer of(InitialNetwork network, TrainingConfig training);
}
