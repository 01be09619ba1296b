package cloze.train.averaging;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A training run's share of each process it runs in. The number of workers is configured; only threads are derived.
 *
 * @param threads number of threads of each worker
 * @param runs number of concurrent training runs, including this one
 */
public record ProcessShare(int threads, int runs) implements Serializable {
    /** Returns the share of a run without concurrent runs. */
    public static ProcessShare alone(int threads) {
        return new ProcessShare(threads, 1);
    }

    /**
     * Determines the number of threads. If spark.task.cpus exceeds 1 or tasks run in other processes, it is
     * spark.task.cpus; otherwise it comes from {@link ThreadTable} for the number of concurrent tasks.
     *
     * @param workers number of workers of each run
     */
    public static ProcessShare of(JavaSparkContext spark, int workers, int runs) {
        int coresOfTask = spark.getConf().getInt("spark.task.cpus", 1);
        if (coresOfTask > 1 || !spark.isLocal()) {
            return new ProcessShare(coresOfTask, runs);
        }
        int cores = spark.defaultParallelism();
        return new ProcessShare(ThreadTable.current().forTasks(Math.min(workers * runs, cores), cores), runs);
    }
}
