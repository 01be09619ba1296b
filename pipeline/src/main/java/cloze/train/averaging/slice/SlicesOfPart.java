package cloze.train.averaging.slice;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Brings the slices of a part into one partition, in their order. Spark's own coalescer may take slices that are not
 * consecutive.
 *
 * @param plan the parts
 */
record SlicesOfPart(PartPlan plan) implements PartitionCoalescer, Serializable {
    @Override
    public PartitionGroup[] coalesce(int partitions, RDD<?> slices) {
        return IntStream.range(0, partitions)
                .mapToObj(part -> group(part, slices.partitions()))
                .toArray(PartitionGroup[]::new);
    }

    /** Names no host: Spark then prefers one that keeps the first of the slices. */
    private PartitionGroup group(int part, Partition[] slices) {
        var group = new PartitionGroup(Option.empty());
        for (int slice = plan.firstSlice(part); slice < plan.firstSlice(part + 1); slice++) {
            group.partitions().$plus$eq(slices[slice]);
        }
        return group;
    }
}
