package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An HDFS that takes no writes, or no more. A space quota stands for the full disk: the write fails on the executor that makes it, in the
 * middle of a file, as on a full disk; and a test needs no rights of its own for it.
 */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageFaultsTest {
    private static final int MAY_PASS = 1;

    private final FaultGround ground;
    private SmallHdfs hdfs;

    StorageFaultsTest(FaultGround ground) {
        this.ground = ground;
    }

    @BeforeAll
    void startHdfs(@TempDir Path folder) throws IOException {
        hdfs = SmallHdfs.start(folder);
    }

    @AfterAll
    void stopHdfs() {
        hdfs.close();
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }

    private List<String> names(String folder) throws IOException {
        return Arrays.stream(hdfs.files().listStatus(path(folder)))
                .map(FileStatus::getPath)
                .map(org.apache.hadoop.fs.Path::getName)
                .toList();
    }

    /** From now on {@code folder} can hold {@code bytes} more, beside one file that is being written. */
    private void limit(String folder, long bytes) {
        try {
            hdfs.files().mkdirs(path(folder));
            long used = hdfs.files().getContentSummary(path(folder)).getSpaceConsumed();
            hdfs.files().setQuota(path(folder), HdfsConstants.QUOTA_DONT_SET, used + SmallHdfs.BLOCK + bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeRoom(String folder) throws IOException {
        hdfs.files().setQuota(path(folder), HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
    }

    private static void assertRefused(CapturedJob run, String... parts) {
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(MAY_PASS);
        assertThat(run.error())
                .containsSubsequence(parts)
                .contains("run the same command again")
                .doesNotContain("\tat ", "Exception")
                .hasLineCount(1);
    }

    @Test
    void aDiskThatIsFullWhilePreparing() throws IOException {
        limit("/full", 4_000);
        String output = hdfs.address("/full/prepared");
        CapturedJob refused = ground.cluster()
                .run(SmallHdfs.settings(), ClusterWatch.peaceful(), new PrepareJob(), ground.prepare(output));
        assertRefused(refused, "quota of /full is exceeded", "free some space");
        assertThat(names("/full")).isEmpty();

        makeRoom("/full");
        FaultGround.succeed(CapturedJob.run(new PrepareJob(), ground.prepare(output)));
        ground.record(
                "disk of the output full while preparing",
                "HDFS space quota used up while executors write examples; room made; same command again",
                "exit code 1, one message, nothing left behind; then prepared",
                output,
                ground.prepared());
    }

    /** @param route whether the driver writes a checkpoint, or executors write it in parts */
    @ParameterizedTest
    @ValueSource(strings = {"driver", "slices"})
    void aDiskThatIsFullWhileTraining(String route) throws IOException {
        String folder = "/checkpoints-" + route;
        String output = hdfs.address(folder + "/model");
        // The first round is told of behind its checkpoint; a second one takes more than this.
        Consumer<String> phases = phase -> {
            if (phase.startsWith("round 1 of")) {
                limit(folder, 20_000);
            }
        };
        List<String> arguments = new ArrayList<>(List.of(ground.pretrain(output)));
        arguments.addAll(List.of(SmallCorpus.settings("training.averaging-route=" + route)));
        assertRefused(
                ground.cluster().run(SmallHdfs.settings(), phases, new PretrainJob(), arguments.toArray(String[]::new)),
                "quota of " + folder + " is exceeded",
                "free some space");
        List<String> left = names(folder + "/model/checkpoints").stream()
                .filter(name -> name.startsWith("step-"))
                .sorted()
                .toList();
        assertThat(left).containsExactly("step-00000002");
        assertThat(names(folder + "/model")).doesNotContain("manifest.json");

        makeRoom(folder);
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), ground.pretrain(output)));
        ground.record(
                "disk of the output full while training, averaging-route = " + route,
                "HDFS space quota used up by a checkpoint; room made; same command again",
                "exit code 1, one message; then went on from " + left.get(0),
                output,
                ground.model());
    }

    @Test
    @SuppressWarnings("deprecation") // in Spark 4's Hadoop; what replaces setSafeMode is not in Spark 3.5's
    void hdfsInSafeModeAtTheStart() throws IOException {
        String output = hdfs.address("/safe/prepared");
        List<String> before = names("/");
        hdfs.files().setSafeMode(SafeModeAction.SAFEMODE_ENTER);
        assertRefused(
                CapturedJob.run(new PrepareJob(), ground.prepare(output)), "safe mode", "hdfs dfsadmin -safemode");
        assertThat(names("/")).isEqualTo(before);

        hdfs.files().setSafeMode(SafeModeAction.SAFEMODE_LEAVE);
        FaultGround.succeed(CapturedJob.run(new PrepareJob(), ground.prepare(output)));
        ground.record(
                "HDFS in safe mode at the start",
                "`hdfs dfsadmin -safemode enter`, prepare; `leave`; same command again",
                "exit code 1 before any work, one message, nothing written; then prepared",
                output,
                ground.prepared());
    }

    @Test
    void anHdfsThatDoesNotAnswer() {
        String retries = "spark.hadoop.ipc.client.connect.max.retries";
        System.setProperty(retries, "1");
        try {
            String nowhere = "hdfs://127.0.0.1:9/prepared";
            CapturedJob run = CapturedJob.run(new PrepareJob(), ground.prepare(nowhere));
            assertThat(run.exitCode()).as(run.progress()).isEqualTo(MAY_PASS);
            assertThat(run.error())
                    .containsSubsequence(":9 failed on connection exception", "see that it runs")
                    .hasLineCount(1);
        } finally {
            System.clearProperty(retries);
        }
    }
}
