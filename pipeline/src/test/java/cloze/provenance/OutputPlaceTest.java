package cloze.provenance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlaceTest {
    @TempDir
    Path folder;

    @BeforeEach
    void inputs() throws IOException {
        Files.createDirectories(folder.resolve("books/old"));
        Files.writeString(folder.resolve("books/old/1.txt"), "One.");
        Files.writeString(folder.resolve("books[1].txt"), "Two.");
    }

    private void require(String output, String input) {
        OutputPlace.requireApart(
                new Configuration(),
                new org.apache.hadoop.fs.Path(folder.resolve(output).toString()),
                List.of(folder + "/" + input));
    }

    @ParameterizedTest
    @CsvSource({
        "books, books",
        "books, books/old",
        "books, books/old/1.txt",
        "books, books/*/*.txt",
        "books/out, books",
        "books/old/new/out, books",
        "books/new, b*/*",
        "books/new/out, books/n?w",
        "books[1].txt, books[1].txt"
    })
    void anOutputThatIsOrHoldsOrLiesInAnInputIsRefused(String output, String input) {
        assertThatThrownBy(() -> require(output, input))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("name an output outside the inputs");
    }

    @ParameterizedTest
    @CsvSource({
        "out, books",
        "books2, books",
        "books/new, books/old",
        "books/new, books/*/*.txt",
        "books/out, books/old/1.txt",
        "books/out, absent/*.txt",
        "out, absent"
    })
    void anOutputBesideTheInputsIsFine(String output, String input) {
        assertThatCode(() -> require(output, input)).doesNotThrowAnyException();
    }

    @Test
    void anOutputThatNoFileSystemCanWriteIsNamed() {
        var nowhere = new org.apache.hadoop.fs.Path("nosuchscheme://host/out");
        assertThatThrownBy(() -> OutputPlace.requireApart(new Configuration(), nowhere, List.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be written");
    }
}
