package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run whose driver is killed, and whose files are damaged before it is started again. */
@Tag("spark")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverFaultsTest {
    private static final int CORRUPT = 4;

    /** How often the training is killed: -Dcloze.kills=10 for a longer look. */
    private final int kills = Integer.getInteger("cloze.kills", 1);

    private final FaultGround ground;
    private final Path killed;

    DriverFaultsTest(FaultGround ground) {
        this.ground = ground;
        this.killed = Path.of(ground.place("killed-pretrain"));
    }

    /** A training that was killed in its first epoch, behind a checkpoint or two; each test breaks a copy of it. */
    @BeforeAll
    void killATraining() throws InterruptedException {
        OwnJvm driver =
                ground.cluster().start(log("killed-pretrain"), new PretrainJob(), ground.pretrain(killed.toString()));
        driver.await(() -> newestStep(killed) >= 4);
        driver.kill();
    }

    private Path log(String name) {
        return Path.of(ground.place(name + ".log"));
    }

    private String copy(String name) throws IOException {
        Path copy = Path.of(ground.place(name));
        FileUtils.copyDirectory(killed.toFile(), copy.toFile());
        assertThat(copy.resolve("manifest.json")).doesNotExist();
        return copy.toString();
    }

    /** Paths of files below {@code folder} whose path ends with {@code end}. */
    private static List<Path> below(Path folder, String end) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.toString().endsWith(end)).toList();
        } catch (IOException | UncheckedIOException e) {
            // Somebody deletes there meanwhile.
            return List.of();
        }
    }

    /** The last step of the newest checkpoint; -1: there is none. */
    private static int newestStep(Path output) {
        return below(output.resolve("checkpoints"), "checkpoint.json").stream()
                .map(file -> file.getParent().getFileName().toString())
                .filter(name -> name.startsWith("step-"))
                .mapToInt(name -> Integer.parseInt(name.substring("step-".length())))
                .max()
                .orElse(-1);
    }

    private static void damageSecondHalf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 2; i < bytes.length; i += 16) {
            bytes[i] ^= 1;
        }
        Files.write(file, bytes);
    }

    @Test
    void aDriverKilledWhilePreparing() throws InterruptedException {
        Path output = Path.of(ground.place("killed-prepare"));
        String[] arguments = ground.prepare(output.toString());
        OwnJvm driver = ground.cluster().start(log("killed-prepare"), new PrepareJob(), arguments);
        driver.await(() -> below(output.getParent(), "examples/train/_temporary").stream()
                .anyMatch(path -> path.toString().contains("." + output.getFileName() + ".")));
        driver.kill();
        assertThat(output).doesNotExist();

        FaultGround.succeed(CapturedJob.run(new PrepareJob(), arguments));
        assertThat(output.getParent().toFile().list((folder, name) -> name.startsWith(".killed-prepare")))
                .isEmpty();
        ground.record(
                "driver killed while preparing",
                "`kill -9` of the driver when tasks wrote examples; same command again",
                "no output until the second run ended; what the first had written is gone",
                output.toString(),
                ground.prepared());
    }

    @Test
    void aDriverKilledWhileTraining() throws Exception {
        String output = copy("killed-again");
        String[] arguments = ground.pretrain(output);
        SplittableRandom moments = Seeds.forRow(System.nanoTime(), "moments");
        for (int kill = 1; kill < kills; kill++) {
            int before = newestStep(Path.of(output));
            OwnJvm driver = ground.cluster().start(log("killed-again-" + kill), new PretrainJob(), arguments);
            driver.await(() -> newestStep(Path.of(output)) > before);
            // Anywhere in the rounds that follow: in a step, in an averaging, in the writing of a checkpoint.
            Thread.sleep(moments.nextLong(500));
            driver.kill();
        }
        int step = newestStep(Path.of(output));
        CapturedJob last = ground.cluster().run(Map.of(), ClusterWatch.peaceful(), new PretrainJob(), arguments);
        FaultGround.succeed(last);
        assertThat(last.progress()).contains("resumed from the checkpoint at step %d, ".formatted(step));
        ground.record(
                "driver killed while training",
                "`kill -9` of the driver behind a checkpoint, %d time(s); same command again".formatted(kills),
                "went on from step %d of %d".formatted(step, newestStep(Path.of(ground.model()))),
                output,
                ground.model());
    }

    @Test
    void aCorruptCheckpoint() throws Exception {
        String output = copy("corrupt-checkpoint");
        int newest = newestStep(Path.of(output));
        List<Path> parts = below(Path.of(output, "checkpoints/step-%08d".formatted(newest)), ".safetensors");
        assertThat(parts).as("what executors have written").hasSize(1);
        damageSecondHalf(parts.get(0));
        OwnJvm driver = OwnJvm.job(
                log("corrupt-checkpoint"),
                Map.of("spark.master", "local[2]"),
                new PretrainJob(),
                ground.pretrain(output));
        assertThat(driver.process().waitFor()).as(driver.output()).isZero();
        assertThat(driver.output())
                .containsSubsequence(
                        "step-%08d/state-00001-of-00001".formatted(newest),
                        "damaged-step-%08d".formatted(newest),
                        "resumes from",
                        "step-%08d".formatted(newest - 2));
        FileUtils.deleteDirectory(Path.of(output, "checkpoints/damaged-step-%08d".formatted(newest))
                .toFile());
        ground.record(
                "corrupt checkpoint",
                "bytes of the newest one, of step %d, changed in a killed run; same command again".formatted(newest),
                "a warning; its files kept as damaged-step-%08d; went on from step %d".formatted(newest, newest - 2),
                output,
                ground.model());
    }

    @Test
    void aCorruptShard() throws Exception {
        String output = copy("corrupt-shard");
        Path shards = Path.of(output, "shards");
        for (Path shard : below(shards, ".shard")) {
            damageSecondHalf(shard);
        }
        String[] arguments = ground.pretrain(output);
        CapturedJob refused = ground.cluster().run(Map.of(), ClusterWatch.peaceful(), new PretrainJob(), arguments);
        assertThat(refused.exitCode()).as(refused.progress()).isEqualTo(CORRUPT);
        assertThat(refused.error()).containsSubsequence("Shard file", "expected", "found", "Delete the folder");
        assertThat(Path.of(output, "manifest.json")).doesNotExist();

        FileUtils.deleteDirectory(shards.toFile());
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), arguments));
        ground.record(
                "corrupt shard",
                "bytes of the shards changed in a killed run; same command again; the folder deleted; same command again",
                "exit code 4, the message names file and folder; then it went on",
                output,
                ground.model());
    }
}
