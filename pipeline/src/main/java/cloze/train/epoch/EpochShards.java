package cloze.train.epoch;

import cloze.shard.ShardSet;

/** The shards of each epoch; with dynamic masking they are masked anew and written when they are asked for. */
@FunctionalInterface
public interface EpochShards {
    /**
     * The shards of {@code epoch}, counted from 0: the same examples in the same order whenever they are asked for. Asked for once per
     * epoch and process.
     */
    ShardSet forEpoch(int epoch);

    /** The shards of {@code epoch} are not needed any more, not even by a run resumed from the newest checkpoint: they may be deleted. */
    default void finished(int epoch) {}
}
