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
import org.junit.jupiter.params.provider.ValueSource;

/** Training whose state stays on executors ends with the same bytes however it is cut, and whatever becomes of the executors. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
@Timeout(3600)
class SliceFaultsTest {
    private static final String ROUND = "averaging round 3";
    private static final int SLICES = 8;

    /** Enough rounds for the start of another executor. */
    private static final int EPOCHS_PER_KILL = 2;

    /** Two moments of fitting and one of the exchange; deploy/faults.sh kills at the others too. */
    private final int kills = Integer.getInteger("cloze.kills", 3);

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
    @ValueSource(ints = {1, 3})
    void anyNumberOfSlicesGivesTheSameBytes(int slices) throws IOException {
        String output = ground.place("slices-" + slices);
        var watch = ClusterWatch.peaceful();
        FaultGround.succeed(pretrain(output, slices, watch));
        assertThat(watch.executors()).isEqualTo(2);
        requireNoOtherFiles(output);
        assertThat(Contents.of(output)).containsExactlyEntriesOf(Contents.of(ground.model()));
    }

    /**
     * One run whose executors are killed at every moment in turn. If the only copy of a slice dies with one, the run
     * resumes from its newest checkpoint.
     */
    @Test
    void executorsKilledOverAndOver() throws IOException {
        String undisturbed = ground.place("slices-long");
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), longRun(undisturbed)));
        String output = ground.place("slices-killed");
        var watch = new RepeatedKills(kills, this::kill);
        CapturedJob run = ground.cluster().run(Map.of(), watch, new PretrainJob(), longRun(output));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        requireNoOtherFiles(output);
        assertThat(watch.done().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(kills);
        watch.done()
                .forEach((moment, times) -> ground.record(
                        "executor killed: " + moment.words(),
                        "`kill -9` of one of two executors at that moment, %d time(s) in one run of %d kills"
                                .formatted(times, kills),
                        "exit code 0",
                        output,
                        undisturbed));
    }

    /** @return arguments of a run that goes on while killed executors are replaced */
    private String[] longRun(String output) {
        List<String> arguments = new ArrayList<>(List.of(ground.pretrain(output)));
        arguments.addAll(List.of(SmallCorpus.settings(
                "training.averaging-slices=" + SLICES, "training.epochs=" + EPOCHS_PER_KILL * kills)));
        return arguments.toArray(String[]::new);
    }

    /** The last checkpoint has a task for the model. */
    @Test
    void anExecutorKilledWhileTheModelIsWritten() throws IOException {
        String output = ground.place("slices-killed-model");
        var watch = ClusterWatch.striking("writing the model", 1, this::kill);
        CapturedJob run = pretrain(output, SLICES, watch);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(watch.lost()).as("executors lost").isPositive();
        requireNoOtherFiles(output);
        ground.record(
                "executor killed while the model of the last checkpoint is written",
                "`kill -9` of the executor that has begun the task",
                "exit code 0: %d executor lost, the model written again from the other copies of the slices"
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

    /** A limit on the size of files stands for a disk without room: the kernel refuses to write any further. */
    @Test
    void localDisksWithoutRoom() throws IOException {
        String output = ground.place("slices-full-disk");
        CapturedJob full =
                pretrain(output, SLICES, ClusterWatch.striking(ROUND, 1, (application, executor) -> limitFiles()));
        assertThat(full.exitCode()).as(full.progress()).isEqualTo(1);
        assertThat(full.error()).contains("File too large");
        FaultGround.succeed(pretrain(output, SLICES, ClusterWatch.peaceful()));
        requireNoOtherFiles(output);
        ground.record(
                "the local disks of both executors are full",
                "`prlimit --fsize=4096` on both executors when the first task of \"%s\" had begun".formatted(ROUND),
                "exit code 1; with room again, the same command resumes from the newest checkpoint",
                output,
                ground.model());
    }

    private void limitFiles() {
        ground.cluster().executors().forEach(executor -> {
            try {
                Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(executor.pid()), "--fsize=4096")
                        .inheritIO()
                        .start();
                assertThat(limit.waitFor()).isZero();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void kill(String application, String executor) {
        ground.cluster().hostOf(application, executor).started().forEach(ProcessHandle::destroyForcibly);
    }

    private void killAll() {
        ground.cluster().executors().forEach(ProcessHandle::destroyForcibly);
    }
}
