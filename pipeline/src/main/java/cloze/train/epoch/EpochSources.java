package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;

/** Where each epoch's minibatches come from; masks may be drawn anew for each. */
@FunctionalInterface
public interface EpochSources {
    /**
     * The examples of {@code epoch}, counted from 0. Asked for in order, once per epoch and run; a resumed run begins with the epoch it was
     * killed in. The examples and their order depend on nothing but the epoch.
     */
    MinibatchSource forEpoch(int epoch);

    /** No minibatch of {@code epoch} is needed any more in this run, not even by a run resumed from the newest checkpoint. */
    default void finished(int epoch) {}
}
