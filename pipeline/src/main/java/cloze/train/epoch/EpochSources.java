package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;

/** Provides the minibatches of each epoch. Masks may be drawn anew for each. */
@FunctionalInterface
public interface EpochSources {
    /**
     * Returns the examples of {@code epoch}, counted from 0. Called in order, once per epoch and run; a resumed run
     * begins with the epoch in which it was killed. The examples and their order must depend on the epoch alone.
     */
    MinibatchSource forEpoch(int epoch);

    /** Called when not even a run resumed from the newest checkpoint needs a minibatch of {@code epoch} any more. */
    default void finished(int epoch) {}
}
