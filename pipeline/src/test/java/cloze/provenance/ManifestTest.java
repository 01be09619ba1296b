package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final Configuration HADOOP = new Configuration();
    private static final Manifest WRITTEN = new Manifest(
            "test",
            "f".repeat(64),
            new CodeVersion("1", "abc"),
            Map.of("java", "17"),
            Manifest.json(Map.of("seed", 1)),
            List.of("in"),
            Map.of("rows", 3L),
            List.of("three rows"),
            "2026-01-01T00:00:00Z",
            1.5);

    @TempDir
    Path folder;

    private Optional<Manifest> read() {
        return Manifest.read(HADOOP, new org.apache.hadoop.fs.Path(folder.toUri()));
    }

    /** Writes {@code WRITTEN} to disk and returns the file's text. */
    private String written() throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        WRITTEN.write(HADOOP, new org.apache.hadoop.fs.Path(file.toUri()));
        return Files.readString(file);
    }

    private void replace(String text) throws IOException {
        Files.writeString(folder.resolve(Manifest.FILE), text);
        Files.deleteIfExists(folder.resolve("." + Manifest.FILE + ".crc"));
    }

    @Test
    void isReadAsWritten() throws IOException {
        assertThat(written()).contains("\"format\" : \"cloze-manifest-1\"");
        assertThat(read()).contains(WRITTEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON at all",
                "{\"name\": \"a web page\", \"icons\": []}",
                "{\"format\": \"of another program\"}",
                "{\"text\": \"cloze-manifest-1\"}"
            })
    void anotherProgramsFileOfThatNameIsNone(String text) throws IOException {
        replace(text);
        assertThat(read()).isEmpty();
    }

    @Test
    void aFolderOfThatNameIsNone() throws IOException {
        Files.createDirectory(folder.resolve(Manifest.FILE));
        assertThat(read()).isEmpty();
    }

    @Test
    void aDamagedOneIsNamed() throws IOException {
        String whole = written();
        replace(whole.substring(0, whole.length() / 2));
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("is damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "}",
                ", \"job\": \"prepare\", \"counts\": {}}",
                ", \"seconds\": \"soon\"}",
                ", \"counts\": {\"train_examples\": []}}",
                ", \"unknown\": 1}",
                "} and more \0",
            })
    void oneThatLacksFieldsOrHasOthersIsNamed(String rest) throws IOException {
        replace("{\"format\": \"cloze-manifest-1\"" + rest);
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void oneOfAnotherVersionIsNamed() throws IOException {
        replace(written().replace("cloze-manifest-1", "cloze-manifest-2"));
        assertThatThrownBy(this::read)
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContainingAll("another version", "cloze-manifest-1");
    }
}
