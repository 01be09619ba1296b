package cloze.train;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many BLAS threads each worker's products have: the cores that Spark gives a task where that is more than one (spark.task.cpus); else,
 * in one process, what {@link ThreadTable} says of as many tasks as run at once; else one. The number of workers is never chosen.
 */
public final class WorkerThreads {
    private WorkerThreads() {}

    /** The threads of each of {@code workers} workers. */
    public static int of(JavaSparkContext spark, int workers) {
        int cores = spark.getConf().getInt("spark.task.cpus", 1);
        if (cores > 1 || !spark.isLocal()) {
            return cores;
        }
        return ThreadTable.current().forTasks(Math.min(workers, spark.defaultParallelism()));
    }
}
