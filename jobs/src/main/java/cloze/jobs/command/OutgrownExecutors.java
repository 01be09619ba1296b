package cloze.jobs.command;

import cloze.error.MemoryLimitException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Ends a run whose executors are killed for their memory, one after another, so that none of Spark's jobs ends. Spark does not
 * count them in {@code spark.executor.maxNumFailures} (YarnAllocator of Spark 3.5 and 4), and repeats for ever what they
 * had finished.
 */
final class OutgrownExecutors extends SparkListener {
    private static final String LIMIT = "spark.executor.maxNumFailures";
    private static final int LOWEST_DEFAULT = 3;

    /** YARN's reasons, as Spark words them. */
    private static final Pattern OUTGROWN = Pattern.compile("exceeding (physical|virtual) memory limits");

    private final int limit;
    private final Runnable cancel;
    private final Set<String> killed = new HashSet<>();
    private volatile String lastReason;

    /**
     * @param limit number of executors killed within one of Spark's jobs that ends the run
     * @param cancel cancels all that Spark is at
     */
    OutgrownExecutors(int limit, Runnable cancel) {
        this.limit = limit;
        this.cancel = cancel;
    }

    /** Watches the executors of {@code spark} until it stops. */
    static OutgrownExecutors watch(SparkContext spark) {
        var watch = new OutgrownExecutors(limit(spark.getConf()), spark::cancelAllJobs);
        spark.addSparkListener(watch);
        return watch;
    }

    /** Spark's own limit for executors that fail, with the default of its documentation. */
    private static int limit(SparkConf conf) {
        return conf.getInt(LIMIT, Math.max(LOWEST_DEFAULT, 2 * conf.getInt("spark.executor.instances", 0)));
    }

    /** Returns what to throw instead of {@code thrown}: the reason, if it is this that has cancelled it. */
    Throwable explained(Throwable thrown) {
        String reason = lastReason;
        if (reason == null) {
            return thrown;
        }
        var explained = new MemoryLimitException(
                "%d executors were lost, one after another: %s Make spark.executor.memoryOverhead larger, then run the same command again: the output is never half-written, and training resumes from its newest checkpoint"
                        .formatted(limit, reason.strip()));
        explained.initCause(thrown);
        return explained;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        // Spark reports an executor more than once.
        if (OUTGROWN.matcher(removed.reason()).find() && killed.add(removed.executorId()) && killed.size() == limit) {
            lastReason = removed.reason();
            cancel.run();
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
        if (job.jobResult() instanceof JobSucceeded$) {
            killed.clear();
        }
    }

    /** Training repeats what it has lost: that would be another job. */
    @Override
    public void onJobStart(SparkListenerJobStart job) {
        if (lastReason != null) {
            cancel.run();
        }
    }
}
