package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloze.error.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of a shape that no key has: each is a problem of the configuration that names the key. */
class MisshapenConfigTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a = [", "a {", "seed = {a = ", "seed = ${?", "a = [{"})
    void isAProblemHoweverDeepItIs(String level) throws IOException {
        String nested = level.repeat(20_000);
        Path file = Files.writeString(folder.resolve("deep.conf"), nested);

        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), List.of()))
                .isInstanceOf(InvalidConfigException.class);
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), List.of(nested)))
                .isInstanceOf(InvalidConfigException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "experiment.variants = null | experiment.variants = null",
                "experiment.variants = [[]] | experiment.variants = [[]]",
                "experiment.variants = [{name = a}, 5] | experiment.variants = ",
                "network = 5 | network = 5",
                "training = null | training = ",
                "retrain = [1] | retrain = [1]",
                "seed = [] | seed = []",
                "nothing = null | nothing = null",
                "corpus.input = null | corpus.input = ",
                "corpus.input = [null] | corpus.input = ",
                "corpus.input = {path = \"\"} | corpus.input",
                "\"\" = 2 | = 2",
                "\"a b\".c = 2 | a b",
                "\"a\\\"b\" = 2 | a\"b",
                "training.max-time = \"1000000 days\" | training.max-time = 1000000 days",
                "network.preset = {} | network.preset = {}",
            })
    void isAProblemThatNamesTheKey(String line, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("run.conf"), line);

        var found = catchThrowableOfType(
                InvalidConfigException.class, () -> ConfigLoader.load(Optional.of(file), List.of()));

        assertThat(found).as(line).isNotNull();
        assertThat(found.problems()).as(line).anyMatch(text -> text.contains(problem));
    }
}
