package cloze.train.averaging;

import cloze.train.synchronisation.ModelState;
import org.apache.spark.api.java.JavaSparkContext;

/** How model states travel between driver and workers. */
public enum StateTransport {
    /** By reference: driver and workers are one process. */
    IN_PROCESS {
        @Override
        public StateReference send(JavaSparkContext spark, String run, ModelState state) {
            return StateReference.InProcess.of(run, state);
        }
    },
    /** Broadcast to the executors, and back with the tasks' results. */
    CLUSTER {
        @Override
        public StateReference send(JavaSparkContext spark, String run, ModelState state) {
            return new StateReference.ToExecutors(spark.broadcast(state));
        }
    };

    /** The cheapest route that serves this Spark. */
    public static StateTransport of(JavaSparkContext spark) {
        return spark.isLocal() ? IN_PROCESS : CLUSTER;
    }

    /** Makes {@code state} known to all workers of a round of {@code run}. */
    public abstract StateReference send(JavaSparkContext spark, String run, ModelState state);
}
