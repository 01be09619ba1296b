package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import org.apache.spark.api.java.JavaSparkContext;

/** The way that model states travel between driver and workers. */
public enum StateTransport {
    /** By reference; driver and workers share one process. */
    IN_PROCESS {
        @Override
        public StateReference send(JavaSparkContext spark, String run, ModelState state) {
            return StateReference.InProcess.of(run, state);
        }
    },
    /** As a broadcast to the executors, and back with the results of the tasks. */
    CLUSTER {
        @Override
        public StateReference send(JavaSparkContext spark, String run, ModelState state) {
            return new StateReference.ToExecutors(spark.broadcast(state));
        }
    };

    /** Returns the cheapest transport that works with this Spark context. */
    public static StateTransport of(JavaSparkContext spark) {
        return spark.isLocal() ? IN_PROCESS : CLUSTER;
    }

    /** Makes {@code state} available to the workers of a round of {@code run}. */
    public abstract StateReference send(JavaSparkContext spark, String run, ModelState state);
}
