package cloze.train.averaging;

import cloze.shard.Minibatch;
import cloze.train.plan.MinibatchReference;
import java.io.Serializable;
import java.util.Map;

/**
 * The examples of one epoch in order. An instance must be small, because it is sent to the executors and opens files
 * there.
 */
@FunctionalInterface
public interface MinibatchSource extends Serializable {
    /**
     * Loads the examples {@code from} (inclusive) to {@code to} (exclusive) as a minibatch with {@code key}. Equal
     * arguments yield equal minibatches.
     */
    Minibatch load(long from, long to, long key);

    /** Loads the minibatch that {@code reference} names from the source of its epoch. */
    static Minibatch load(Map<Integer, MinibatchSource> epochs, MinibatchReference reference) {
        return epochs.get(reference.epoch()).load(reference.from(), reference.to(), reference.key());
    }
}
