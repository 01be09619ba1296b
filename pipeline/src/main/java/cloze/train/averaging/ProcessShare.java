package cloze.train.averaging;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a training run has of each process it works in. The number of workers is never chosen: only threads are.
 *
 * @param threads threads of each worker
 * @param runs training runs at work at the same time, this one included
 */
public record ProcessShare(int threads, int runs) implements Serializable {
    /** Of a run beside which no other is at work. */
    public static ProcessShare alone(int threads) {
        return new ProcessShare(threads, 1);
    }

    /**
     * Threads are the cores that Spark gives a task where that is more than one (spark.task.cpus), or where tasks are in other processes; else
     * what {@link ThreadTable} says of as many tasks as run at once.
     *
     * @param workers of each run
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
