package cloze.train.epoch;

import cloze.shard.Minibatch;
import cloze.shard.ShardReader;
import cloze.shard.ShardSet;
import cloze.train.averaging.MinibatchSource;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads the minibatches of an epoch from its shards. Each task has its own copy, whose files stay open until the task
 * ends.
 */
final class ShardMinibatches implements MinibatchSource {
    private static final long serialVersionUID = 1L;

    private final ShardSet shards;
    private final Broadcast<SerializableConfiguration> hadoop;
    private transient ShardReader reader;

    /**
     * @param shards the shards of the epoch
     * @param hadoop gives executors access to the file system of the shards
     */
    ShardMinibatches(ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
        this.shards = shards;
        this.hadoop = hadoop;
    }

    @Override
    public Minibatch load(long from, long to, long key) {
        if (reader == null) {
            var opened = new ShardReader(shards, hadoop.value().value());
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> opened.close());
            reader = opened;
        }
        return reader.minibatch(from, to, key);
    }
}
