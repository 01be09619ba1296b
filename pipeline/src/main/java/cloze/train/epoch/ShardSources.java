package cloze.train.epoch;

import cloze.train.averaging.MinibatchSource;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Minibatches read from each epoch's shards. Executors learn once how to reach the file system. */
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
