package cloze.run;

import cloze.train.TrainingHooks;

/** An observer of one training. */
public interface TrainingWatch extends TrainingHooks.Progress, AutoCloseable {
    /** A watch that ignores everything. */
    TrainingWatch NONE = (row, plan) -> {};

    /** Called when the training has completed; not called if it fails. */
    default void finished() {}

    /** Releases the resources of this watch, whether or not the training has completed. */
    @Override
    default void close() {}
}
