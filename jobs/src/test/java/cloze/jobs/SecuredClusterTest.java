package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar on a standalone cluster with a secret and encryption, set up as {@code deploy/README.md} says. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(900)
class SecuredClusterTest {
    private static final String SECRET = "open-sesame";
    private static final int BAD_CONFIGURATION = 2;

    @TempDir
    Path folder;

    private Distribution spark;

    @Test
    void whoKnowsTheSecretGetsTheBytesOfOneProcess() throws Exception {
        spark = Distribution.in(folder.resolve("spark"));
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), place("prepared"));
        FaultGround.succeed(
                CapturedJob.run(new PretrainJob(), FaultGround.pretrain(place("prepared"), place("model"))));
        Path properties = properties("cluster", SECRET);
        Path hosts = Files.createDirectories(folder.resolve("hosts"));
        try (var cluster = StandaloneCluster.start(hosts, List.of("--properties-file", properties.toString()))) {
            OwnJvm training = submit("training", properties, cluster);
            training.await(() -> training.output().contains("-- round 1 "));
            assertThat(cluster.executors()).isNotEmpty();
            assertThat(commandLines().filter(line -> line.contains(SECRET))).isEmpty();
            assertThat(training.process().waitFor()).as(training.output()).isZero();
            assertThat(Contents.of(place("training"))).containsExactlyEntriesOf(Contents.of(place("model")));

            OwnJvm stranger = submit("stranger", properties("stranger", "guessed"), cluster);
            assertThat(stranger.process().waitFor()).as(stranger.output()).isEqualTo(BAD_CONFIGURATION);
            assertThat(folder.resolve("stranger")).doesNotExist();
        }
    }

    private String place(String name) {
        return folder.resolve(name).toString();
    }

    private OwnJvm submit(String output, Path properties, StandaloneCluster cluster) {
        List<String> command = new ArrayList<>(List.of("pretrain", "--master", cluster.address()));
        String shortLived = String.join(" ", OwnJvm.SHORT_LIVED);
        List.of(
                        "spark.driver.host=127.0.0.1",
                        "spark.ui.enabled=false",
                        "spark.executor.memory=768m",
                        "spark.executor.cores=1",
                        "spark.cores.max=2",
                        "spark.executor.extraClassPath=" + spark.jars(),
                        "spark.driver.defaultJavaOptions=" + shortLived,
                        "spark.executor.defaultJavaOptions=" + shortLived)
                .forEach(setting -> command.addAll(List.of("--spark", setting)));
        command.addAll(List.of(FaultGround.pretrain(place("prepared"), place(output))));
        return spark.submit(
                folder.resolve(output + ".log"), Map.of("CLOZE_PROPERTIES", properties.toString()), command);
    }

    /** The file that the page describes. */
    private Path properties(String name, String secret) throws IOException {
        Path properties = folder.resolve(name + ".properties");
        Files.createFile(
                properties, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                properties,
                Files.readString(Path.of("../conf/spark-cluster.properties"))
                        + Files.readString(Path.of("../conf/spark-secure.properties"))
                        + "spark.authenticate.secret " + secret + "\n");
        return properties;
    }

    private static Stream<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> {
            try {
                return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
            } catch (IOException e) {
                // It has ended.
                return "";
            }
        });
    }
}
