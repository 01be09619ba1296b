package cloze.train.averaging;

import cloze.shard.Minibatch;
import cloze.train.plan.MinibatchReference;
import java.io.Serializable;
import java.util.Map;

/** One epoch's examples in their order. Small: it travels to the executors and opens files there. */
@FunctionalInterface
public interface MinibatchSource extends Serializable {
    /** Examples {@code from} (inclusive) to {@code to} (exclusive) as one minibatch with {@code key}; equal arguments, equal minibatch. */
    Minibatch load(long from, long to, long key);

    /** The minibatch that {@code reference} names, from the source of its epoch. */
    static Minibatch load(Map<Integer, MinibatchSource> epochs, MinibatchReference reference) {
        return epochs.get(reference.epoch()).load(reference.from(), reference.to(), reference.key());
    }
}
