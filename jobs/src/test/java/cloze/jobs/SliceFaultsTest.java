package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.train.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training whose state stays on executors ends with the same bytes however it is cut, and whatever becomes of the executors. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
@Timeout(900)
class SliceFaultsTest {
    private static final String ROUND = "averaging round 3";
    private static final int SLICES = 8;

    private final FaultGround ground;

    SliceFaultsTest(FaultGround ground) {
        this.ground = ground;
    }

    private CapturedJob pretrain(String output, int slices, ClusterWatch watch) {
        List<String> arguments = new ArrayList<>(List.of(ground.pretrain(output)));
        arguments.addAll(List.of(
                SmallCorpus.settings("training.averaging-route=slices", "training.averaging-slices=" + slices)));
        return ground.cluster().run(Map.of(), watch, new PretrainJob(), arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void anyNumberOfSlicesGivesTheSameBytes(int slices) throws IOException {
        String output = ground.place("slices-" + slices);
        var watch = ClusterWatch.peaceful();
        FaultGround.succeed(pretrain(output, slices, watch));
        assertThat(watch.executors()).isEqualTo(2);
        requireNoOtherFiles(output);
        assertThat(Contents.of(output)).containsExactlyEntriesOf(Contents.of(ground.model()));
    }

    /** @param task which task of the round has begun: 2 workers fit, 8 tasks combine a slice each, and one reports */
    @ParameterizedTest
    @CsvSource({
        "workers fit, 1",
        "the second worker begins, 2",
        "the first slice is combined, 3",
        "half of the slices are combined, 6",
        "the last slice is combined, 10",
        "the driver receives the reports, 11"
    })
    void anExecutorKilledInARound(String doing, int task) {
        String output = ground.place("slices-killed-" + task);
        var watch = ClusterWatch.striking(ROUND, task, this::kill);
        CapturedJob run = pretrain(output, SLICES, watch);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isPositive();
        ground.record(
                "executor killed while " + doing,
                "`kill -9` of one of two executors when task %d of \"%s\" had begun".formatted(task, ROUND),
                "exit code 0: %d executor lost, %d task(s) done again elsewhere"
                        .formatted(watch.lost(), watch.failed()),
                output,
                ground.model());
    }

    /** The first checkpoint is written with the first task of its kind, the last one has a task for the model. */
    @ParameterizedTest
    @CsvSource({"writing the state, 2", "writing the model, 1"})
    void anExecutorKilledWhileACheckpointIsWritten(String doing, int task) throws IOException {
        String output = ground.place("slices-killed " + doing);
        var watch = ClusterWatch.striking(doing, task, this::kill);
        CapturedJob run = pretrain(output, SLICES, watch);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isPositive();
        requireNoOtherFiles(output);
        ground.record(
                "executor killed while " + doing + " of a checkpoint",
                "`kill -9` of the executor that has begun task %d of \"%s\"".formatted(task, doing),
                "exit code 0: %d executor lost, its part written again from the other copies of the slices"
                        .formatted(watch.lost()),
                output,
                ground.model());
    }

    /** Checkpoints have the files that they list, and no other folder is left beside them. */
    private static void requireNoOtherFiles(String output) throws IOException {
        var checkpoints = new Path(output, "checkpoints");
        FileSystem files = checkpoints.getFileSystem(new Configuration());
        for (FileStatus folder : files.listStatus(checkpoints)) {
            assertThat(folder.getPath().getName()).startsWith("step-");
            List<String> expected = new ArrayList<>(
                    new CheckpointFolder(files, folder.getPath()).info().files().keySet());
            expected.add("checkpoint.json");
            assertThat(Arrays.stream(files.listStatus(folder.getPath()))
                            .map(file -> file.getPath().getName()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Spark says in its own words that a slice is lost, and each version in others. */
    @Test
    @Tag("platform")
    void allExecutorsKilledAtOnce() {
        String output = ground.place("slices-all-killed");
        var watch = ClusterWatch.striking(ROUND, 1, (application, executor) -> killAll());
        CapturedJob run = pretrain(output, SLICES, watch);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isGreaterThanOrEqualTo(2);
        ground.record(
                "both executors killed while workers fit",
                "`kill -9` of all executors when the first task of \"%s\" had begun".formatted(ROUND),
                "exit code 0: all slices lost, resumed from the newest checkpoint in the same process",
                output,
                ground.model());
    }

    private void kill(String application, String executor) {
        ground.cluster().hostOf(application, executor).started().forEach(ProcessHandle::destroyForcibly);
    }

    private void killAll() {
        ground.cluster().executors().forEach(ProcessHandle::destroyForcibly);
    }
}
