package cloze.train.epoch;

import cloze.shard.ShardSet;

/** Provides the shards of each epoch. With dynamic masking they are masked and written on demand. */
@FunctionalInterface
public interface EpochShards {
    /**
     * Returns the shards of {@code epoch}, counted from 0. They hold the same examples in the same order whenever this
     * is called. Called once per epoch and process.
     */
    ShardSet forEpoch(int epoch);

    /**
     * Called when not even a run resumed from the newest checkpoint needs the shards of {@code epoch} any more. They
     * may then be deleted.
     */
    default void finished(int epoch) {}
}
