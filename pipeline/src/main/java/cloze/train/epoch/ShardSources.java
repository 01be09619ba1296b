package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Provides minibatches read from the shards of each epoch. The Hadoop configuration is broadcast to the executors once.
 */
public final class ShardSources implements EpochSources {
    private final EpochShards shards;
    private final Broadcast<SerializableConfiguration> hadoop;

    public ShardSources(SparkSession spark, EpochShards shards) {
        this.shards = shards;
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.hadoop = context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    }

    @Override
    public MinibatchSource forEpoch(int epoch) {
        return new ShardMinibatches(shards.forEpoch(epoch), hadoop);
    }

    @Override
    public void finished(int epoch) {
        shards.finished(epoch);
    }
}
