package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputIdentitiesTest {
    @TempDir
    Path folder;

    private List<String> identities(String... paths) {
        List<String> below =
                Arrays.stream(paths).map(path -> folder + "/" + path).toList();
        return InputIdentities.of(below, new Configuration());
    }

    @Test
    void aPathThatExistsIsTakenLiterallyWhateverItsCharacters() throws IOException {
        Path file = Files.writeString(folder.resolve("books[1].txt"), "One.");
        List<String> before = identities("books[1].txt");
        assertThat(before).singleElement().asString().contains("books[1].txt 4 ");
        Files.writeString(file, "Changed.");
        assertThat(identities("books[1].txt")).doesNotContainAnyElementsOf(before);
    }

    @Test
    void filesThatNoReaderReadsDoNotCount() throws IOException {
        Files.writeString(folder.resolve("1.txt"), "One.");
        List<String> before = identities("");
        Files.writeString(folder.resolve("_SUCCESS"), "");
        Files.writeString(folder.resolve(".DS_Store"), "");
        assertThat(identities("")).isEqualTo(before).hasSize(1);
    }

    @Test
    void aFolderWithSomebodysManifestIsAFolderOfFiles() throws IOException {
        Files.writeString(folder.resolve("1.txt"), "One.");
        Files.writeString(folder.resolve("manifest.json"), "{\"fingerprint\": \"theirs\"}");
        List<String> before = identities("");
        assertThat(before).hasSize(2);
        Files.writeString(folder.resolve("1.txt"), "Changed.");
        assertThat(identities("")).isNotEqualTo(before);
    }
}
