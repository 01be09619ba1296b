package cloze.train.averaging.slice;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/** A Spark shuffle that brings parcels to the partitions of their addresses. */
final class Exchange {
    private Exchange() {}

    /** Returns an RDD whose partition p holds the parcels for p, in any order. */
    static JavaRDD<Tuple2<Long, Parcel>> of(JavaRDD<Tuple2<Long, Parcel>> parcels, int partitions) {
        RDD<Tuple2<Long, Parcel>> shuffled = new ShuffledRDD<Long, Parcel, Parcel>(
                        parcels.rdd(), new Address.ByPartition(partitions), tag(), tag(), tag())
                .setSerializer(new ParcelSerializer());
        return JavaRDD.fromRDD(shuffled, tag());
    }

    /**
     * Returns an RDD of {@code copies} partitions, each of which is partition {@code index} of {@code parcels}, and is
     * fetched on demand.
     */
    static JavaRDD<Tuple2<Long, Parcel>> repeated(
            JavaSparkContext spark, JavaRDD<Tuple2<Long, Parcel>> parcels, int index, int copies) {
        return onDemand(union(spark, Collections.nCopies(copies, range(parcels, index, index + 1))));
    }

    /** Returns the partitions of all {@code parts}, in their order. */
    static <T> JavaRDD<T> union(JavaSparkContext spark, List<JavaRDD<T>> parts) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type, as the interface of Spark has it
        JavaRDD<T>[] all = parts.toArray(new JavaRDD[0]);
        return spark.union(all);
    }

    static JavaRDD<Tuple2<Long, Parcel>> onDemand(JavaRDD<Tuple2<Long, Parcel>> parcels) {
        return JavaRDD.fromRDD(new OnDemand<>(parcels.rdd(), tag()), tag());
    }

    /** Returns the partitions {@code from} (inclusive) to {@code to} (exclusive) of {@code elements}. */
    static <T> JavaRDD<T> range(JavaRDD<T> elements, int from, int to) {
        return JavaRDD.fromRDD(PartitionPruningRDD.create(elements.rdd(), new InRange(from, to)), tag());
    }

    private static <T> ClassTag<T> tag() {
        return ClassTag$.MODULE$.apply(Object.class);
    }

    /** Whether the index of a partition is in a range. Spark sends it to executors as part of the RDD. */
    private static final class InRange extends AbstractFunction1<Object, Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int from;
        private final int to;

        InRange(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public Object apply(Object partition) {
            return (int) partition >= from && (int) partition < to;
        }
    }
}
