package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run of retraining would stumble over is found before it takes the lease, by a dry run too. */
@Tag("spark")
class RetrainChecksTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;
    private static final int CORRUPT = 4;

    @TempDir
    private static Path shared;

    private static Nights before;

    @TempDir
    private Path folder;

    private Nights nights;

    @BeforeAll
    static void trainOnce() throws IOException {
        before = Nights.begin(shared);
        before.succeed();
    }

    @BeforeEach
    void copyTheRegistry() throws IOException {
        nights = before.copy(folder);
    }

    private void assertRefused(int exitCode, List<String> settings, String... parts) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Nights.arguments(nights.corpus().toString(), nights.registry().toString())));
        arguments.addAll(List.of(SmallCorpus.settings(settings.toArray(String[]::new))));
        CapturedJob run = CapturedJob.run(new RetrainJob(), arguments.toArray(String[]::new));
        arguments.add("--dry-run");
        CapturedJob dryRun = CapturedJob.run(new RetrainJob(), arguments.toArray(String[]::new));

        for (CapturedJob refused : List.of(run, dryRun)) {
            assertThat(refused.exitCode()).as(refused.progress()).isEqualTo(exitCode);
            assertThat(refused.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
            assertThat(Nights.lastLine(refused)).startsWith("failed: ");
        }
        assertThat(run.progress()).doesNotContain("-- ");
        assertThat(nights.runs("outcome")).containsExactly("promoted");
    }

    @Test
    void aRegistryMustBeNamed() throws IOException {
        assertRefused(BAD_CONFIGURATION, List.of("registry=\"\""), "registry = \"\"", "must name the folder");
    }

    @Test
    void sharesAndNumbersHaveBounds() throws IOException {
        assertRefused(
                BAD_CONFIGURATION,
                List.of(
                        "retrain { replay-fraction = 1, learning-rate = 0, keep-versions = 0, min-documents = 1, lease = 0 }"),
                "retrain.learning-rate = 0.0: must be positive",
                "retrain.replay-fraction = 1.0: must be in [0, 1)",
                "retrain.min-documents = 1: must be at least 2",
                "retrain.keep-versions = 0: must be at least 1",
                "retrain.lease = 0.0: must be at least 1 second");
    }

    @Test
    void withoutHeldOutDocumentsOrResamplingsNothingCanBeCompared() throws IOException {
        assertRefused(
                BAD_CONFIGURATION,
                List.of("corpus.validation-fraction=0", "evaluation.bootstrap-samples=0"),
                "corpus.validation-fraction = 0",
                "evaluation.bootstrap-samples = 0");
    }

    @Test
    void theRegistryLiesApartFromTheCorpus() throws IOException {
        assertRefused(
                BAD_CONFIGURATION,
                List.of("registry=\"" + nights.corpus().resolve("registry") + "\""),
                "is inside an input of this run");
    }

    @Test
    void aCorpusThatIsNotThereIsTold() throws IOException {
        assertRefused(BAD_INPUT, List.of("corpus.input=\"" + folder.resolve("absent") + "\""), "absent");
    }

    @Test
    void whatARegistryWasBegunWithStays() throws IOException {
        Path other = Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nfish\n");
        assertRefused(
                BAD_CONFIGURATION,
                List.of(
                        "seed=7",
                        "corpus.validation-fraction=0.3",
                        "examples.max-seq-length=32",
                        "examples.pairing=windows",
                        "vocabulary.do-lower-case=false",
                        "vocabulary.file=\"" + other + "\""),
                "seed = 7: must be 12345",
                "corpus.validation-fraction = 0.3: must be 0.2",
                "examples.max-seq-length = 32: must be 40",
                "examples.pairing = windows: must be reference",
                "vocabulary.do-lower-case = false: must be true",
                "vocabulary.file = ",
                "must hold the registry's");
        assertRefused(BAD_CONFIGURATION, List.of("network.hidden-size=32"), "network.hidden-size = 32: must be 16");
    }

    @Test
    void aDamagedChampionIsTold() throws IOException {
        Path weights = nights.registry().resolve("versions/1/model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertRefused(CORRUPT, List.of(), "versions/1/model.safetensors");

        Files.writeString(nights.registry().resolve("champion"), "7\n");
        assertRefused(CORRUPT, List.of(), "champion: expected the number of a version, found 7");
    }

    @Test
    void aRegistryWithoutItsFrozenExamplesIsTold() throws IOException {
        Files.delete(nights.registry().resolve("validation/manifest.json"));
        assertRefused(CORRUPT, List.of(), "validation: expected the frozen held-out examples");
    }

    @Test
    void nothingIsOverwritten() {
        List<String> arguments = new ArrayList<>(List.of(
                Nights.arguments(nights.corpus().toString(), nights.registry().toString())));
        arguments.add("--overwrite");
        CapturedJob run = CapturedJob.run(new RetrainJob(), arguments.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("a registry is never overwritten");
    }

    @Test
    void aDryRunSaysWhatWouldBeDone() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Nights.arguments(nights.corpus().toString(), nights.registry().toString())));
        arguments.add("--dry-run");
        CapturedJob run = CapturedJob.run(new RetrainJob(), arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results())
                .contains(
                        "1 earlier run(s) have not seen",
                        "from version 1 of ",
                        "If every document is new",
                        "Estimated time: ",
                        "averaging rounds",
                        "Dry run: nothing was written");
        assertThat(nights.runs("outcome")).containsExactly("promoted");
    }

    @Test
    void onlyRetrainGoesBack() {
        CapturedJob run = CapturedJob.typed("pretrain", "--rollback");
        assertThat(run.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(run.error()).contains("--rollback is an option of retrain, not of pretrain");
    }
}
