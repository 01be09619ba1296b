package cloze.jobs.command;

import cloze.error.MemoryLimitException;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
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
    private static final int LEAST = 3;

    /** YARN's reasons, as Spark words them. */
    private static final Pattern OUTGROWN = Pattern.compile("exceeding (physical|virtual) memory limits");

    private final OptionalInt configured;
    private final Runnable cancel;
    private final Set<String> present = new HashSet<>();
    private final Set<String> killed = new HashSet<>();
    private int most;
    private volatile String explanation;

    /**
     * @param configured number of executors killed within one of Spark's jobs that ends the run; if empty, twice as many as
     *     were there at the same time, and at least {@value #LEAST}
     * @param cancel cancels all that Spark is at
     */
    OutgrownExecutors(OptionalInt configured, Runnable cancel) {
        this.configured = configured;
        this.cancel = cancel;
    }

    /** Watches the executors of {@code spark} until it stops. Spark's own limit for executors that fail holds for these too. */
    static OutgrownExecutors watch(SparkContext spark) {
        SparkConf conf = spark.getConf();
        var limit = conf.contains(LIMIT) ? OptionalInt.of(conf.getInt(LIMIT, 0)) : OptionalInt.empty();
        var watch = new OutgrownExecutors(limit, spark::cancelAllJobs);
        spark.addSparkListener(watch);
        return watch;
    }

    /** Returns what to throw instead of {@code thrown}: the reason, if it is this that has cancelled the run. */
    Throwable explained(Throwable thrown) {
        if (explanation == null) {
            return thrown;
        }
        var explained = new MemoryLimitException(explanation);
        explained.initCause(thrown);
        return explained;
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        present.add(added.executorId());
        most = Math.max(most, present.size());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        present.remove(removed.executorId());
        // Spark reports an executor more than once.
        boolean isNew = OUTGROWN.matcher(removed.reason()).find() && killed.add(removed.executorId());
        if (isNew && killed.size() == configured.orElse(Math.max(LEAST, 2 * most))) {
            explanation =
                    "%d executors were lost, one after another: %s Make spark.executor.memoryOverhead larger, then run the same command again: the output is never half-written, and training resumes from its newest checkpoint"
                            .formatted(killed.size(), removed.reason().strip());
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
        if (explanation != null) {
            cancel.run();
        }
    }
}
