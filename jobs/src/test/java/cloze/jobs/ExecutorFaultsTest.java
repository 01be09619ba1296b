package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job whose executor dies, or whose host stops answering, goes on with the others and ends with the same bytes. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
@Timeout(900)
class ExecutorFaultsTest {
    /** Found out in seconds; by Spark's defaults it takes two minutes and more. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "spark.network.timeout", "8s",
            "spark.network.timeoutInterval", "1s",
            "spark.executor.heartbeatInterval", "1s",
            "spark.shuffle.io.retryWait", "1s");

    private final FaultGround ground;

    ExecutorFaultsTest(FaultGround ground) {
        this.ground = ground;
    }

    private void killedWhile(String doing, Job job, String[] arguments, String moment, int task, String undisturbed) {
        Path output = Path.of(ground.place("executor-" + job.name()));
        var visible = new AtomicReference<Boolean>();
        var watch = ClusterWatch.striking(moment, task, (application, executor) -> {
            ground.cluster().hostOf(application, executor).started().forEach(ProcessHandle::destroyForcibly);
            visible.set(Files.exists(output.resolve("manifest.json")));
        });
        CapturedJob run = ground.cluster().run(Map.of(), watch, job, arguments);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isPositive();
        assertThat(visible).hasValue(false);
        ground.record(
                "executor killed while " + doing,
                "`kill -9` of one of two executors when task %d of \"%s\" had begun".formatted(task, moment),
                "exit code 0: %d executor lost, %d task(s) done again elsewhere"
                        .formatted(watch.lost(), watch.failed()),
                output.toString(),
                undisturbed);
    }

    @Test
    void anExecutorKilledWhilePreparing() {
        String[] arguments = ground.prepare(ground.place("executor-prepare"));
        killedWhile("preparing", new PrepareJob(), arguments, "pairing and masking", 3, ground.prepared());
    }

    @Test
    void anExecutorKilledWhileTraining() {
        String[] arguments = ground.pretrain(ground.place("executor-pretrain"));
        killedWhile("training", new PretrainJob(), arguments, "averaging round 3", 1, ground.model());
    }

    @Test
    void anExecutorKilledWhileEvaluating() {
        String[] arguments = ground.evaluate(ground.place("executor-evaluate"));
        killedWhile("evaluating", new EvaluateJob(), arguments, "evaluating", 3, ground.evaluation());
    }

    @Test
    void aHostThatHangsWhileTraining() throws InterruptedException {
        String output = ground.place("hanging-pretrain");
        var host = new AtomicReference<OwnJvm>();
        var watch = ClusterWatch.striking("averaging round 3", 1, (application, executor) -> {
            host.set(ground.cluster().hostOf(application, executor));
            host.get().hang();
        });
        CapturedJob run = ground.cluster().run(IMPATIENT, watch, new PretrainJob(), ground.pretrain(output));
        ground.cluster().replace(host.get());
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isPositive();
        ground.record(
                "worker host hangs while training",
                "`kill -STOP` of a worker and its executor in averaging round 3, spark.network.timeout = 8s",
                "exit code 0: given up after the time-out, %d task(s) done again elsewhere".formatted(watch.failed()),
                output,
                ground.model());
    }
}
