package cloze.train;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a training run has of each process it works in. The number of workers is never chosen: only threads are.
 *
 * @param threads BLAS threads of each worker's products
 * @param runs training runs at work at the same time, this one included
 */
public record ProcessShare(int threads, int runs) implements Serializable {
    /** Of a run beside which no other is at work. */
    public static ProcessShare alone(int threads) {
        return new ProcessShare(threads, 1);
    }

    /**
     * Threads are the cores that Spark gives a task where that is more than one (spark.task.cpus); else, for one run in one process, what
     * {@link ThreadTable} says of as many tasks as run at once; else one: OpenBLAS has one number for the whole process, and runs of several
     * sizes, or a measurement beside them, must not change each other's.
     *
     * @param workers of each run
     */
    public static ProcessShare of(JavaSparkContext spark, int workers, int runs) {
        int cores = spark.getConf().getInt("spark.task.cpus", 1);
        if (cores > 1 || !spark.isLocal() || runs > 1) {
            return new ProcessShare(cores, runs);
        }
        return alone(ThreadTable.current().forTasks(Math.min(workers, spark.defaultParallelism())));
    }
}
