package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus holds the documents of all its files once, whatever their names and the links that lead to them. */
@Tag("spark")
class CorpusNamesTest {
    private static final int PER_FILE = 10;

    @TempDir
    Path folder;

    private Path corpus;

    @BeforeEach
    void makeCorpus() throws IOException {
        corpus = Files.createDirectories(folder.resolve("corpus"));
    }

    private void write(int seed, String name) throws IOException {
        Files.createDirectories(corpus.resolve(name).getParent());
        Files.writeString(corpus.resolve(name), SmallCorpus.documents(seed, PER_FILE));
    }

    private CapturedJob prepare(String... inputs) {
        List<String> settings = new ArrayList<>(List.of(
                "corpus.validation-fraction=0",
                "vocabulary.vocab-size=120",
                "examples { max-seq-length = 40, gates { max-duplicate-document-share = 1, min-examples = 0 } }",
                "output=" + folder.resolve("out")));
        settings.add("corpus.input=[\"" + String.join("\",\"", inputs) + "\"]");
        return CapturedJob.run(new PrepareJob(), SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    private void assertDocuments(int files, String... inputs) throws IOException {
        CapturedJob run = prepare(inputs);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(folder.resolve("out/quality/documents.csv"))
                .content()
                .containsPattern("\ntrain,%d\\b".formatted(files * PER_FILE));
    }

    @Test
    void namesWithColonsAndGlobCharactersAreRead() throws IOException {
        write(1, "plain.txt");
        write(2, "2024-01-01T00:00:00.txt");
        write(3, "x[1]{a,b}*?.txt");
        write(4, "a:b/10%20#+ ü雨.txt");
        assertDocuments(4, corpus.toString());
    }

    @Test
    void aGlobMatchesNamesWithColons() throws IOException {
        write(1, "plain.txt");
        write(2, "2024-01-01T00:00:00.txt");
        write(3, "other.md");
        assertDocuments(2, corpus + "/*.txt");
    }

    @Test
    void inputsThatOverlapByLinksCountOnce() throws IOException {
        write(1, "plain.txt");
        write(2, "sub/second.txt");
        Files.createSymbolicLink(corpus.resolve("self"), Path.of("."));
        Files.createSymbolicLink(corpus.resolve("sub/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("also"), corpus);
        assertDocuments(2, corpus.toString(), folder.resolve("also").toString(), corpus + "/*");
    }

    @Test
    void aLinkToNothingIsBadInput() throws IOException {
        write(1, "plain.txt");
        Files.createSymbolicLink(corpus.resolve("gone.txt"), Path.of("elsewhere.txt"));
        CapturedJob run = prepare(corpus.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.error()).contains("gone.txt is a link to elsewhere.txt, which does not exist");
    }
}
