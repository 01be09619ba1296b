package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class TokenizeJobTest {
    @TempDir
    Path folder;

    private Path vocabulary;

    @BeforeEach
    void writeVocabulary() throws IOException {
        vocabulary = Files.writeString(
                folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\n##s\nsat\n.\n[ENT]\n");
    }

    @Test
    void writesTheIdsOfEachLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The cats sat.\n\nthe DOG\n   \ncat");

        assertThat(tokenized(List.of(text))).isEqualTo("5 6 7 8 9\n\n5 1\n\n6\n");
    }

    @Test
    void writesThePiecesOfEachLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "The cats sat.\n\nthe [ENT]\n");

        assertThat(tokenized(List.of(text), "tokenize.pieces=true", "vocabulary.reserved-pieces=[\"[ENT]\"]"))
                .isEqualTo("the cat ##s sat .\n\nthe [ENT]\n");
        assertThat(tokenized(List.of(text), "tokenize.pieces=true", "vocabulary.do-lower-case=false"))
                .isEqualTo("[UNK] cat ##s sat .\n\nthe [UNK] [UNK] [UNK]\n");
    }

    @Test
    void keepsTheOrderOfLinesOverSeveralFiles() throws IOException {
        List<Path> inputs = new ArrayList<>();
        var expected = new StringBuilder();
        // Named backwards, and the second is the largest: by name or by size another would come first.
        for (int file = 0; file < 3; file++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < (file == 1 ? 5_000 : 20); line++) {
                lines.add(line % 7 == 0 ? "" : "cat" + " the".repeat(file) + " sat".repeat(line % 5));
                expected.append(line % 7 == 0 ? "" : "6" + " 5".repeat(file) + " 8".repeat(line % 5))
                        .append('\n');
            }
            inputs.add(Files.write(folder.resolve("text-" + (9 - file) + ".txt"), lines));
        }

        assertThat(tokenized(inputs)).isEqualTo(expected.toString());
    }

    @Test
    void namesEveryMissingSetting() {
        CapturedJob run =
                CapturedJob.run(new TokenizeJob(), SmallCorpus.settings("output=\"" + folder.resolve("out") + "\""));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error())
                .contains("corpus.input = []: must name the files", "vocabulary.file = \"\": must name a vocab.txt");
    }

    @Test
    void refusesAVocabularyWithoutAReservedPiece() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "cat\n");
        CapturedJob run = run(List.of(text), folder.resolve("out"), "vocabulary.reserved-pieces=[dog]");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error()).contains("vocabulary.reserved-pieces = [dog]", "has no piece dog");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String tokenized(List<Path> inputs, String... more) throws IOException {
        Path output = Files.createTempDirectory(folder, "output").resolve("run");
        CapturedJob run = run(inputs, output, more);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return lines(output);
    }

    private CapturedJob run(List<Path> inputs, Path output, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "corpus.input=[" + inputs.stream().map("\"%s\""::formatted).collect(Collectors.joining(",")) + "]",
                "vocabulary.file=\"" + vocabulary + "\"",
                "output=\"" + output + "\""));
        settings.addAll(List.of(more));
        return CapturedJob.run(new TokenizeJob(), SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    /** The part files of a tokenize output, one after the other. */
    static String lines(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output.resolve("lines"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .map(TokenizeJobTest::content)
                    .collect(Collectors.joining());
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
