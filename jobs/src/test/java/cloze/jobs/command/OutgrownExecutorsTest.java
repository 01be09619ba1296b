package cloze.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.error.MemoryLimitException;
import cloze.platform.ScalaSequences;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.JobFailed;
import org.apache.spark.scheduler.JobResult;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;

class OutgrownExecutorsTest {
    private static final String OUTGROWN =
            "Container killed by YARN for exceeding physical memory limits. 519.3 MB of 512 MB physical memory used. Consider boosting spark.executor.memoryOverhead.";

    private final AtomicInteger cancelled = new AtomicInteger();
    private final OutgrownExecutors executors = new OutgrownExecutors(OptionalInt.of(2), cancelled::incrementAndGet);
    private final Exception thrown = new IllegalStateException("Job 3 cancelled");

    private void lose(int executor, String reason) {
        executors.onExecutorRemoved(new SparkListenerExecutorRemoved(0, String.valueOf(executor), reason));
    }

    private void end(JobResult result) {
        executors.onJobEnd(new SparkListenerJobEnd(0, 0, result));
    }

    private void startJob() {
        executors.onJobStart(new SparkListenerJobStart(1, 0, ScalaSequences.of(List.of()), null));
    }

    @Test
    void asManyKilledAsTheLimitCancelTheJobAndAreTheReason() {
        lose(1, OUTGROWN);
        assertThat(cancelled).hasValue(0);
        lose(2, OUTGROWN.replace("physical", "virtual"));

        assertThat(cancelled).hasValue(1);
        assertThat(executors.explained(thrown))
                .isInstanceOf(MemoryLimitException.class)
                .hasCause(thrown)
                .hasMessageContaining("2 executors were lost")
                .hasMessageContaining("519.3 MB of 512 MB");
    }

    @Test
    void withoutALimitTwiceAsManyAsWereThereAtATimeAreTooMany() {
        var unlimited = new OutgrownExecutors(OptionalInt.empty(), cancelled::incrementAndGet);
        for (int i = 0; i < 4; i++) {
            unlimited.onExecutorAdded(new SparkListenerExecutorAdded(0, String.valueOf(i), null));
        }
        for (int i = 0; i < 7; i++) {
            unlimited.onExecutorAdded(new SparkListenerExecutorAdded(0, String.valueOf(i), null));
            unlimited.onExecutorRemoved(new SparkListenerExecutorRemoved(0, String.valueOf(i), OUTGROWN));
        }
        assertThat(cancelled).hasValue(0);
        unlimited.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "7", OUTGROWN));
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anExecutorThatIsReportedTwiceCountsOnce() {
        lose(1, OUTGROWN);
        lose(1, OUTGROWN);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void aJobThatRepeatsWhatWasLostIsCancelledToo() {
        lose(1, OUTGROWN);
        lose(2, OUTGROWN);
        end(new JobFailed(thrown));
        startJob();
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void aJobThatEndsBeginsTheCountAnew() {
        lose(1, OUTGROWN);
        end(JobSucceeded$.MODULE$);
        lose(2, OUTGROWN);
        startJob();

        assertThat(cancelled).hasValue(0);
        assertThat(executors.explained(thrown)).isSameAs(thrown);
    }

    @Test
    void executorsLostForOtherReasonsAreLeftToSpark() {
        lose(1, "Container marked as failed: Exit status: 143");
        lose(2, "Container was preempted.");
        lose(3, "worker lost");
        assertThat(cancelled).hasValue(0);
    }
}
