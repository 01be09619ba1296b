package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run would stumble over is found before any work, by a dry run too: the same message, the same exit code, no output. */
@Tag("spark")
class EarlyChecksTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;

    @TempDir
    Path folder;

    private Path corpus;

    @BeforeEach
    void writeCorpus() throws IOException {
        corpus = SmallCorpus.write(folder);
    }

    private void assertRefused(Job job, int exitCode, String[] settings, String... parts) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(List.of(SmallCorpus.settings("output=\"" + folder.resolve("out") + "\"")));
        CapturedJob run = CapturedJob.run(job, arguments.toArray(String[]::new));
        arguments.add("--dry-run");
        CapturedJob dryRun = CapturedJob.run(job, arguments.toArray(String[]::new));

        for (CapturedJob refused : List.of(run, dryRun)) {
            assertThat(refused.exitCode()).as(refused.progress()).isEqualTo(exitCode);
            assertThat(refused.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
        }
        assertThat(dryRun.error()).isEqualTo(run.error());
        assertThat(run.progress()).doesNotContain("-- ");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve(".out.partial")).doesNotExist();
    }

    private Path prepared(String... more) {
        Path prepared = folder.resolve("prepared");
        SmallRun.prepare("local[2]", corpus.toString(), prepared.toString(), more);
        return prepared;
    }

    private static String path(String key, Path path) {
        return key + "=\"" + path + "\"";
    }

    @Test
    void evaluateNeedsAModel() {
        Path prepared = prepared();
        assertRefused(
                new EvaluateJob(),
                BAD_CONFIGURATION,
                SmallCorpus.settings(path("prepared", prepared)),
                "model = \"\"",
                "must name a checkpoint");
        assertRefused(
                new EvaluateJob(),
                BAD_INPUT,
                SmallCorpus.settings(path("prepared", prepared), path("model", folder.resolve("absent"))),
                "absent",
                "expected a checkpoint, a pretrain output or a model folder with a config.json, found no such path");
    }

    @Test
    void evaluateNeedsPreparedExamples() {
        assertRefused(
                new EvaluateJob(),
                BAD_INPUT,
                SmallCorpus.settings(path("prepared", folder.resolve("absent"))),
                "absent",
                "run the prepare job");
    }

    @Test
    void pretrainNeedsTheModelItIsToldToStartFrom() {
        assertRefused(
                new PretrainJob(),
                BAD_INPUT,
                SmallCorpus.settings(path("prepared", prepared()), path("model", folder.resolve("absent"))),
                "absent",
                "found no such path");
    }

    @Test
    void pretrainNeedsPreparedExamples() {
        assertRefused(new PretrainJob(), BAD_CONFIGURATION, new String[0], "prepared = \"\"");
    }

    @Test
    void generateNeedsALanguage() {
        assertRefused(
                new GenerateJob(),
                BAD_CONFIGURATION,
                SmallCorpus.settings("corpus.generator.kind=none"),
                "corpus.generator.kind = none",
                "stories or uniform");
    }

    @Test
    void tokenizeNeedsItsInput() throws IOException {
        Path vocabulary = Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nfish\n");
        assertRefused(
                new TokenizeJob(),
                BAD_INPUT,
                SmallCorpus.settings(
                        path("vocabulary.file", vocabulary), path("corpus.input", folder.resolve("absent.txt"))),
                "absent.txt",
                "no such file");
    }

    @Test
    void prepareReadsTheVocabularyItIsGiven() throws IOException {
        assertRefused(
                new PrepareJob(),
                BAD_INPUT,
                SmallCorpus.settings(path("corpus.input", corpus), path("vocabulary.file", folder.resolve("absent"))),
                "absent",
                "does not exist");
        Path incomplete = Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\nfish\n");
        assertRefused(
                new PrepareJob(),
                BAD_INPUT,
                SmallCorpus.settings(path("corpus.input", corpus), path("vocabulary.file", incomplete)),
                "vocab.txt",
                "[MASK]");
    }

    @Test
    void anExperimentNeedsHeldOutDocuments() {
        assertRefused(
                new ExperimentJob(),
                BAD_CONFIGURATION,
                SmallCorpus.settings(path("corpus.input", corpus), "corpus.validation-fraction=0"),
                "corpus.validation-fraction = 0",
                "must be above 0",
                "held-out documents");
    }

    @Test
    void aRefusedRunReplacesNothing() throws IOException {
        String output = path("output", folder.resolve("words"));
        CapturedJob done = CapturedJob.run(
                new GenerateJob(), SmallCorpus.settings("corpus.generator { kind = uniform, documents = 3 }", output));
        assertThat(done.exitCode()).as(done.progress()).isZero();
        List<String> arguments = new ArrayList<>(List.of(SmallCorpus.settings("corpus.generator.kind=none", output)));
        arguments.add("--overwrite");

        assertThat(CapturedJob.run(new GenerateJob(), arguments.toArray(String[]::new))
                        .exitCode())
                .isEqualTo(BAD_CONFIGURATION);
        assertThat(folder.resolve("words/manifest.json")).exists();
    }
}
