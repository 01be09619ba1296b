package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may get wrong: each ends with one clear message and its exit code, and leaves no output behind. */
@Tag("spark")
class BadInputTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;

    private static final String DOCUMENTS =
            "One fish swims.\nTwo fish swim.\n\n" + "Red fish sleep.\nBlue fish eat.\n\nAn old fish.\nA new fish.\n";

    @TempDir
    Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path text(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private CapturedJob prepare(Path input, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--set",
                "corpus.input=\"" + input + "\"",
                "--set",
                "output=\"" + folder.resolve("out") + "\"",
                "--set",
                "vocabulary.vocab-size=60",
                "--set",
                "vocabulary.min-frequency=1",
                "--set",
                "corpus.validation-fraction=0"));
        for (String setting : settings) {
            arguments.add("--set");
            arguments.add(setting);
        }
        return CapturedJob.run(new PrepareJob(), arguments.toArray(String[]::new));
    }

    private void assertFault(CapturedJob run, int exitCode, String... parts) {
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(exitCode);
        assertThat(run.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.toFile().list((parent, name) -> name.startsWith(".out.")))
                .isEmpty();
    }

    @Test
    void aPathThatIsNotThere() {
        assertFault(prepare(folder.resolve("absent.txt")), BAD_INPUT, "absent.txt");
    }

    @Test
    void anEmptyCorpus() throws IOException {
        assertFault(prepare(text("empty.txt", "")), BAD_INPUT, "empty.txt");
    }

    @Test
    void onlyBlankLines() throws IOException {
        assertFault(prepare(text("blank.txt", "\n \n\t\n\n")), BAD_INPUT, "blank.txt");
    }

    @Test
    void aSingleDocumentWithNextSentencePrediction() throws IOException {
        Path single = text("single.txt", "One fish.\nTwo fish.\nThree fish.\n");
        assertFault(prepare(single), BAD_INPUT, "document", "examples.objective = mlm-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlm-only", "sop"})
    void aSingleDocumentWithoutNextSentencePredictionIsFine(String objective) throws IOException {
        Path single = text("single.txt", "One fish.\nTwo fish.\nThree fish.\n");
        CapturedJob run = prepare(single, "examples.objective=" + objective);
        assertThat(run.exitCode()).as(run.progress()).isZero();
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        byte[] latin1 = (DOCUMENTS + "A caf\u00e9 for fish.\n").getBytes(StandardCharsets.ISO_8859_1);
        assertFault(prepare(file("latin1.txt", latin1)), BAD_INPUT, "latin1.txt", "UTF-8");
    }

    @Test
    void aVocabularyWithoutMask() throws IOException {
        Path vocabulary = text("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nfish\n");
        assertFault(
                prepare(text("fish.txt", DOCUMENTS), "vocabulary.file=\"" + vocabulary + "\""),
                BAD_INPUT,
                "vocab.txt",
                "[MASK]");
    }

    @Test
    void anUnknownKey() throws IOException {
        assertFault(
                prepare(text("fish.txt", DOCUMENTS), "examples.max-seq-len=64"),
                BAD_CONFIGURATION,
                "examples.max-seq-len = 64",
                "unknown key; did you mean examples.max-seq-length?");
    }

    @Test
    void twoBadValuesAreBothReported() throws IOException {
        CapturedJob run = prepare(text("fish.txt", DOCUMENTS), "examples.masked-lm-prob=1.5", "training.epochs=-1");
        assertFault(run, BAD_CONFIGURATION, "2 problem(s)");
        assertThat(run.error())
                .contains(
                        "examples.masked-lm-prob = 1.5: must be in (0, 1)", "training.epochs = -1: must be at least 1");
    }

    @Test
    void anOutputThatCannotBeWritten() throws IOException {
        Path fish = text("fish.txt", DOCUMENTS);
        CapturedJob run = prepare(fish, "output=\"" + fish.resolve("below-a-file") + "\"");
        assertFault(run, BAD_CONFIGURATION, "below-a-file", "cannot be written");
    }

    @Test
    void anOutputOfAnotherConfiguration() throws IOException {
        Path fish = text("fish.txt", DOCUMENTS);
        assertThat(prepare(fish).exitCode()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("out/vocab.txt"));

        CapturedJob other = prepare(fish, "examples.max-seq-length=32");
        assertThat(other.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(other.error()).contains("another configuration", "--overwrite");
        assertThat(folder.resolve("out/vocab.txt")).hasBinaryContent(before);

        CapturedJob again = prepare(fish);
        assertThat(again.exitCode()).isZero();
        assertThat(again.progress()).contains("is complete already");
    }

    @Test
    void anOutputInTheCorpusFolder() throws IOException {
        text("fish.txt", DOCUMENTS);
        assertFault(prepare(folder), BAD_CONFIGURATION, "output = ", "is inside an input of this run");
    }

    @Test
    void anOverwrittenOutputThatIsTheInput() throws IOException {
        assertThat(prepare(text("fish.txt", DOCUMENTS)).exitCode()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("out/vocab.txt"));
        CapturedJob run = CapturedJob.run(
                new PretrainJob(),
                "--overwrite",
                "--set",
                "prepared=\"" + folder.resolve("out") + "\"",
                "--set",
                "output=\"" + folder.resolve("out") + "\"");
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("is or contains an input of this run");
        assertThat(folder.resolve("out/vocab.txt")).hasBinaryContent(before);
    }

    @Test
    void aVocabularyLargerThanTheNetworks() throws IOException {
        assertThat(prepare(text("fish.txt", DOCUMENTS)).exitCode()).isZero();
        CapturedJob run = CapturedJob.run(
                new PretrainJob(),
                "--set",
                "prepared=\"" + folder.resolve("out") + "\"",
                "--set",
                "output=\"" + folder.resolve("model") + "\"",
                "--set",
                "network.vocab-size=10");
        assertThat(run.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("network.vocab-size = 10", "vocabulary");
    }

    @Test
    void anUnknownOption() {
        CapturedJob run = CapturedJob.run(new PrepareJob(), "--config", "x.conf");
        assertThat(run.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("--config", "--help");
    }

    @Test
    void helpListsTheJobsKeys() {
        CapturedJob run = CapturedJob.run(new TokenizeJob(), "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.results())
                .contains("--conf", "tokenize.pieces = false", "vocabulary.file")
                .doesNotContain("training.");
    }
}
