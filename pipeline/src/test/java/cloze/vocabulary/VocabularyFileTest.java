package cloze.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyFileTest {
    private static final String SPECIALS = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";

    private final Configuration hadoop = new Configuration();

    @TempDir
    private Path folder;

    private Path path;
    private VocabularyFile file;

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("vocab.txt");
        file = VocabularyFile.at(path.toString());
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "été", "##中", "😀"), "test");

        file.write(vocabulary, hadoop);

        assertThat(Files.readString(path)).isEqualTo(SPECIALS + "été\n##中\n😀\n");
        assertThat(file.read(hadoop)).isEqualTo(vocabulary);
    }

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Files.writeString(path, "old");
        Vocabulary vocabulary = Vocabulary.of(Vocabulary.SPECIALS, "test");

        file.write(vocabulary, hadoop);

        assertThat(file.read(hadoop)).isEqualTo(vocabulary);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void readsAFileThatAnEditorChanged() throws IOException {
        file.write(Vocabulary.of(Vocabulary.SPECIALS, "test"), hadoop);
        Files.writeString(path, SPECIALS + "more\n");

        assertThat(file.read(hadoop).size()).isEqualTo(6);
    }

    @Test
    void takesCarriageReturnsAndAMissingLastLineFeed() throws IOException {
        Files.writeString(path, SPECIALS.replace("\n", "\r\n") + "last");

        assertThat(file.read(hadoop).pieces()).endsWith("[MASK]", "last");
    }

    @Test
    void saysThatTheFileIsMissing() {
        assertRefused("vocab.txt does not exist");
    }

    @Test
    void asksForTheFileInAFolder() throws IOException {
        Files.createDirectory(path);

        assertRefused("vocab.txt is a folder");
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        Files.write(path, (SPECIALS + "\u00e9t\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("line 6: not UTF-8");
    }

    @Test
    void namesTheLineThatIsBlank() throws IOException {
        Files.writeString(path, SPECIALS + "a\n \nb\n");

        assertRefused("line 7: blank");
    }

    @Test
    void namesTheSpecialPiecesThatAreMissing() throws IOException {
        Files.writeString(path, "[PAD]\n[UNK]\n[CLS]\nthe\n");

        assertRefused("[SEP], [MASK] missing among 4 pieces");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.writeString(path, "");

        assertRefused("missing among 0 pieces");
    }

    @Test
    void namesTheCountOfAManifestThatAShortenedFileDoesNotReach() throws IOException {
        String whole = SPECIALS + "house\nhouses\n";
        Files.writeString(
                folder.resolve("manifest.json"),
                """
                {"format": "cloze-manifest-1", "job": "vocabulary", "fingerprint": "f", "code": {"version": "1", "commit": "c"},
                "environment": {}, "configuration": {}, "inputs": [], "counts": {"pieces": 7}, "summary": [], "finished": "",
                "seconds": 1}
                """);
        Files.writeString(path, whole);
        assertThat(file.read(hadoop).size()).isEqualTo(7);

        for (int length :
                List.of(0, SPECIALS.length() - 3, SPECIALS.length(), whole.length() - 2, whole.length() - 1)) {
            Files.writeString(path, whole.substring(0, length));
            assertThatThrownBy(() -> file.read(hadoop))
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageContainingAll("vocab.txt", "expected 7 pieces", "truncated");
        }
        // The manifest does not describe files of other names.
        Path other = Files.writeString(folder.resolve("other.txt"), SPECIALS);
        assertThat(VocabularyFile.at(other.toString()).read(hadoop).size()).isEqualTo(5);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> file.read(hadoop))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("vocab.txt")
                .hasMessageContaining(message);
    }
}
