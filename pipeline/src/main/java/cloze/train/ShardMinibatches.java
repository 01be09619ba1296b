package cloze.train;

import cloze.shard.Minibatch;
import cloze.shard.ShardReader;
import cloze.shard.ShardSet;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * An epoch's minibatches read from its shards.
 *
 * @param shards the epoch's shards
 * @param hadoop how executors reach the file system they lie on
 */
record ShardMinibatches(ShardSet shards, Broadcast<SerializableConfiguration> hadoop) implements MinibatchSource {
    @Override
    public Minibatch load(long from, long to, long key) {
        try (var reader = new ShardReader(shards, hadoop.value().value())) {
            return reader.minibatch(from, to, key);
        }
    }
}
