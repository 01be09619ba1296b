package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every job reads and writes the folder that it is told, whatever characters its name has. */
@Tag("spark")
@Tag("slow")
class LiteralPathsTest {
    /** Glob characters, Hadoop's separators, what URLs escape, a time stamp, other scripts. */
    private static final String NAME = "s{0} p[1]*?,x^%20#+2024-01-01T00:00 ü雨";

    @TempDir
    Path folder;

    private static void succeed(Job job, List<String> settings) {
        CapturedJob run = CapturedJob.run(job, SmallCorpus.settings(settings.toArray(String[]::new)));
        assertThat(run.exitCode()).as("%s: %s", job.name(), run.progress()).isZero();
    }

    /** A folder of {@link #NAME} that {@code settings} fill; returns its path. */
    private Path made(Job job, String settings, String... more) {
        Path output = folder.resolve(NAME).resolve(job.name() + " " + NAME);
        List<String> all = new ArrayList<>(Arrays.asList(settings.split("\n", -1)));
        all.addAll(List.of(more));
        all.add("output=" + output);
        succeed(job, all);
        assertThat(output.resolve("manifest.json")).exists();
        return output;
    }

    private static final String EXAMPLES =
            """
            corpus.validation-fraction=0.2
            vocabulary.vocab-size=120
            examples.max-seq-length=40
            examples.max-predictions-per-seq=6""";

    private static final String NETWORK =
            """
            network.hidden-size=16
            network.intermediate-size=32
            network.max-position-embeddings=40
            training.train-batch-size=4
            training.averaging-frequency=2
            training.max-steps=2
            evaluation.bootstrap-samples=20""";

    @Test
    void aModelIsMadeAndUsedInFoldersOfAnyName() throws IOException {
        Path corpus = SmallCorpus.write(Files.createDirectories(folder.resolve(NAME)));
        Path moved = Files.move(corpus, corpus.resolveSibling(NAME + ".txt"));

        Path prepared = made(new PrepareJob(), EXAMPLES, "corpus.input=" + moved);
        Path vocabulary = made(new VocabularyJob(), "vocabulary.vocab-size=120", "corpus.input=" + moved);
        Path trained = made(new PretrainJob(), NETWORK, "prepared=" + prepared);
        Path scores = made(new EvaluateJob(), NETWORK, "prepared=" + prepared, "model=" + trained);
        Path exported = made(
                new ExportJob(), "seed=1", "model=" + trained, "prepared=" + prepared, "export.evaluation=" + scores);
        Path imported = made(new ImportJob(), "seed=1", "model=" + exported);
        Path text = Files.writeString(folder.resolve(NAME).resolve("lines " + NAME + ".txt"), "Anna found the map.\n");
        made(
                new TokenizeJob(),
                "tokenize.pieces=true",
                "corpus.input=" + text,
                "vocabulary.file=" + vocabulary.resolve("vocab.txt"));
        Path masked =
                Files.writeString(folder.resolve(NAME).resolve("masked " + NAME + ".txt"), "Anna [MASK] the map.\n");
        Path answers = made(new FillMaskJob(), "seed=1", "model=" + imported, "corpus.input=" + masked);
        assertThat(answers.resolve("predictions.csv")).content().contains("Anna [MASK] the map.");
        Path pairs = Files.writeString(
                folder.resolve(NAME).resolve("pairs " + NAME + ".tsv"), "Anna found the map.\tThe map was old.\n");
        Path scored = made(new NextSentenceJob(), "model=" + imported, "pairs=" + pairs);
        assertThat(scored.resolve("scores.csv")).content().contains("The map was old.");
    }

    @Test
    void anExperimentRunsInAFolderOfAnyName() throws IOException {
        Path corpus = SmallCorpus.write(folder);
        made(
                new ExperimentJob(),
                EXAMPLES + "\n" + NETWORK,
                "corpus.input=" + corpus,
                "experiment { variants = [{ name = alone }], seeds = [1] }");
    }

    @Test
    void aRegistryLiesInAFolderOfAnyName() throws IOException {
        Path corpus =
                SmallCorpus.write(Files.createDirectories(folder.resolve(NAME).resolve("corpus")));
        Path registry = folder.resolve(NAME).resolve("registry " + NAME);
        for (int night = 1; night <= 2; night++) {
            CapturedJob run = CapturedJob.run(
                    new RetrainJob(), Nights.arguments(corpus.getParent().toString(), registry.toString()));
            assertThat(run.exitCode()).as(run.progress()).isZero();
            Files.writeString(corpus.resolveSibling("second.txt"), SmallCorpus.documents(8, Nights.SECOND));
        }
        assertThat(registry.resolve("data/2/examples")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"p[1]", "s{0}", "run-2024-01-01T00:00", "*", "{a,b}", "[", "\\[x]"})
    void outputsDoNotMistakeEachOther(String name) throws IOException {
        Path corpus = SmallCorpus.write(folder);
        Path output = folder.resolve("runs").resolve(name);
        // What the name matches as a glob.
        Files.createDirectories(folder.resolve("runs/p1"));
        Files.createDirectories(folder.resolve("runs/s0"));
        for (int attempt = 1; attempt <= 2; attempt++) {
            List<String> settings = new ArrayList<>(List.of(EXAMPLES.split("\n", -1)));
            settings.addAll(List.of("corpus.input=" + corpus, "output=" + output));
            succeed(new PrepareJob(), settings);
        }
        assertThat(output.resolve("manifest.json")).exists();
        assertThat(folder.resolve("runs/p1")).isEmptyDirectory();
    }
}
