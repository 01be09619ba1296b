package cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.PreparedExamples;
import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.testing.SparkSessionExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the minibatches that deploy/python reads with those of the trainer, byte by byte. cloze.python names the
 * Python, which needs numpy and pyarrow, and for the package's own tests pytest.
 *
 * <p>cloze.prepared names another prepare output than the recorded one, cloze.epochs how often to read it.
 */
@Tag("spark")
@Tag("slow")
@Tag("transformers")
@ExtendWith(SparkSessionExtension.class)
class PythonExamplesTest {
    private static final Path PACKAGE = Path.of("../deploy/python");
    private static final long SEED = 77;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void pythonReadsTheMinibatchesOfTheTrainer(SparkSession spark) throws IOException, InterruptedException {
        String prepared = System.getProperty(
                "cloze.prepared",
                PACKAGE.resolve("tests/recorded/pairs")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
        String epochs = System.getProperty("cloze.epochs", "3");
        TrainingConfig training = ConfigLoader.load(Optional.empty(), List.of("training.epochs = " + epochs))
                .training();
        JsonNode computed = new ObjectMapper()
                .readTree(python(
                        "-m", "cloze_examples", "digest", prepared, "--epochs", epochs, "--seed", Long.toString(SEED)));
        RunDigest expected =
                RunDigest.of(List.of(PreparedExamples.open(spark, prepared)), training, SEED, folder.resolve("shards"));

        System.out.printf("%d examples: %s here, %s in Python%n", expected.examples(), expected.sha256(), computed);
        assertThat(computed.get("examples").asLong()).isEqualTo(expected.examples());
        assertThat(computed.get("minibatches").asLong()).isEqualTo(expected.minibatches());
        assertThat(computed.get("sha256")).extracting(JsonNode::asText).containsExactlyElementsOf(expected.sha256());
    }

    @Test
    void thePackagePassesItsOwnTests() throws IOException, InterruptedException {
        assertThat(python("-m", "pytest", "-q", "-p", "no:cacheprovider")).contains(" passed");
    }

    private String python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("cloze.python"), "-B"));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said.txt");
        Path complaints = folder.resolve("complaints.txt");
        int exitCode = new ProcessBuilder(command)
                .directory(PACKAGE.toFile())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start()
                .waitFor();
        assertThat(exitCode)
                .as(Files.readString(said) + Files.readString(complaints))
                .isZero();
        return Files.readString(said);
    }
}
