package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void aRunKilledAndStartedAgainEndsWithTheWeightsOfAnUninterruptedOne() throws Exception {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared);
        String[] longer = {"training.epochs=40"};
        String whole = folder.resolve("whole").toString();
        SmallRun.pretrain("local[2]", prepared, whole, longer);

        String killed = folder.resolve("killed").toString();
        String[] command = SmallCorpus.pretrain(prepared, killed, longer);
        Process first = start(command);
        waitForCheckpoint(first, folder.resolve("killed/checkpoints"));
        first.destroyForcibly();
        assertThat(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("killed/manifest.json")).doesNotExist();

        Process second = start(command);
        assertThat(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        assertThat(SmallRun.weights(killed)).isEqualTo(SmallRun.weights(whole));
    }

    private static void waitForCheckpoint(Process process, Path checkpoints) throws IOException, InterruptedException {
        while (process.isAlive()) {
            if (Files.isDirectory(checkpoints)) {
                try (var entries = Files.list(checkpoints)) {
                    if (entries.anyMatch(entry -> entry.getFileName().toString().startsWith("step-"))) {
                        return;
                    }
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("The run ended before it could be killed, exit code " + process.exitValue());
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
