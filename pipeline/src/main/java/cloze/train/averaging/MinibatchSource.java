package cloze.train.averaging;

import cloze.shard.Minibatch;
import java.io.Serializable;

/** One epoch's examples in their order. Small: it travels to the executors and opens files there. */
@FunctionalInterface
public interface MinibatchSource extends Serializable {
    /** Examples {@code from} (inclusive) to {@code to} (exclusive) as one minibatch with {@code key}; equal arguments, equal minibatch. */
    Minibatch load(long from, long to, long key);
}
