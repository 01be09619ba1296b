package cloze.run;

import cloze.train.TrainingHooks;

/** Who follows one training. */
public interface TrainingWatch extends TrainingHooks.Progress, AutoCloseable {
    /** Follows nothing. */
    TrainingWatch NONE = (row, plan) -> {};

    /** The training has come to its end. Not called where it fails. */
    default void finished() {}

    /** Lets go of what this holds, whether or not the training has come to its end. */
    @Override
    default void close() {}
}
