package outside;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.PreparedExamples;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.prepare.PrepareStep;
import cloze.provenance.Manifest;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.RunObserver;
import cloze.run.StepRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's work in an application's own session: its output folder is the same, and is made once. */
@Tag("spark")
class WholeRunTest {
    @TempDir
    private Path folder;

    @Test
    void aStepRunsIntoItsFolderOnceAndIsOpenedThere() throws Exception {
        String text = IntStream.range(0, 80)
                .mapToObj("Anna walks to house %d. There she meets a cat. Anna walks home again."::formatted)
                .collect(Collectors.joining("\n\n"));
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), text);
        RunConfig config = ConfigLoader.load(
                Optional.empty(),
                List.of(
                        "corpus.input = \"" + corpus + "\"",
                        "corpus.validation-fraction = 0.3",
                        "vocabulary.vocab-size = 120",
                        "examples.max-seq-length = 32"));
        String output = folder.resolve("prepared").toString();
        List<String> phases = new ArrayList<>();
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            Manifest prepared = new StepRun(new PrepareStep(), config.withOutput(output), Existing.KEEP, "")
                    .run(spark, RunObserver.SILENT);
            PreparedExamples examples = PreparedExamples.open(spark, output);

            assertThat(examples.count("train")).isEqualTo(prepared.counts().get("train_examples"));
            assertThat(examples.masked("validation").count())
                    .isEqualTo(prepared.counts().get("validation_examples"));
            Manifest again = new StepRun(new PrepareStep(), config.withOutput(output), Existing.KEEP, "")
                    .run(spark, phases::add);
            assertThat(again.fingerprint()).isEqualTo(prepared.fingerprint());
            assertThat(again.finished()).isEqualTo(prepared.finished());
            assertThat(phases).singleElement().asString().contains("is complete already");
        }
    }
}
