package cloze.benchmark.exchange;

import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Sums what Spark counts of the tasks of a job. */
final class TaskTraffic extends SparkListener {
    /** How long Spark may take to tell of a job that has ended. */
    private static final long PATIENCE_MILLISECONDS = 60_000;

    private Traffic sum = Traffic.NONE;
    private int jobs;

    /**
     * Sums over the tasks of a round, in bytes and seconds.
     *
     * @param sent written for other tasks
     * @param remote of that, read from another executor
     * @param fetchWait waiting for the network, summed over tasks
     * @param spilled written to disk because memory was short
     * @param results results of tasks, which the driver receives
     */
    record Traffic(double sent, double remote, double fetchWait, double spilled, double results) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

        private Traffic plus(TaskMetrics task) {
            return new Traffic(
                    sent + task.shuffleWriteMetrics().bytesWritten(),
                    remote + task.shuffleReadMetrics().remoteBytesRead(),
                    fetchWait + task.shuffleReadMetrics().fetchWaitTime() * 1e-3,
                    spilled + task.diskBytesSpilled(),
                    results + task.resultSize());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        // A task that was lost with its executor has no metrics.
        if (end.taskMetrics() != null) {
            sum = sum.plus(end.taskMetrics());
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        jobs++;
        notifyAll();
    }

    /** Returns the sums of the job that has just ended, and begins anew. Waits until Spark has told of its end. */
    synchronized Traffic ofTheJob() throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MILLISECONDS;
        while (jobs == 0) {
            long left = until - System.currentTimeMillis();
            if (left <= 0) {
                throw new IllegalStateException(
                        "Spark's listener bus: expected the end of a job within a minute, found none; the driver has too few cores");
            }
            wait(left);
        }
        Traffic traffic = sum;
        sum = Traffic.NONE;
        jobs = 0;
        return traffic;
    }
}
