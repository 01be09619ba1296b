package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.random.Seeds;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    private static final long PATIENCE_SECONDS = 600;

    @TempDir
    Path folder;

    /** How often the run is killed: -Dcloze.kills=10 for a longer look. */
    private final int kills = Integer.getInteger("cloze.kills", 1);

    @Test
    void aRunKilledAndStartedAgainEndsWithTheWeightsOfAnUninterruptedOne() throws Exception {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared);
        String[] longer = {"training.epochs=" + 40 * kills};
        String whole = folder.resolve("whole").toString();
        SmallRun.pretrain("local[2]", prepared, whole, longer);

        String killed = folder.resolve("killed").toString();
        String[] command = SmallCorpus.pretrain(prepared, killed, longer);
        SplittableRandom moments = Seeds.forRow(System.nanoTime(), "moments");
        for (int kill = 0; kill < kills; kill++) {
            Process run = start(command);
            waitForCheckpoint(run, killed, newestStep(killed));
            // Anywhere in the rounds that follow: in a step, in an averaging, in the writing of a checkpoint.
            Thread.sleep(moments.nextLong(500));
            run.destroyForcibly();
            assertThat(run.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("killed/manifest.json")).doesNotExist();
        }

        Process last = start(command);
        assertThat(last.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(SmallRun.weights(killed)).isEqualTo(SmallRun.weights(whole));
    }

    /** The last step of the newest checkpoint; -1: there is none. */
    private static int newestStep(String output) throws IOException {
        Path checkpoints = Path.of(output, "checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return -1;
        }
        try (var entries = Files.list(checkpoints)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("step-"))
                    .mapToInt(name -> Integer.parseInt(name.substring("step-".length())))
                    .max()
                    .orElse(-1);
        }
    }

    private static void waitForCheckpoint(Process process, String output, int after)
            throws IOException, InterruptedException {
        while (newestStep(output) <= after) {
            if (!process.isAlive()) {
                throw new AssertionError("The run ended before it could be killed, exit code " + process.exitValue());
            }
            Thread.sleep(20);
        }
    }

    /** The pretrain job in a JVM of its own, with this JVM's options. */
    private Process start(String[] arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("-D"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Dspark.master=local[2]",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.sql.shuffle.partitions=3",
                "-cp",
                System.getProperty("java.class.path"),
                PretrainJob.class.getName()));
        command.addAll(List.of(arguments));
        File log = Files.createTempFile(folder, "run", ".log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }
}
