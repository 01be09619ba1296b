package cloze.train.state;

import org.apache.spark.api.java.JavaRDD;

/** Brings the parameters of a network to Spark tasks. */
@FunctionalInterface
public interface ParameterCopies {
    /** Returns an RDD of {@code count} partitions with one copy each. */
    JavaRDD<ParameterCopy> of(int count);
}
