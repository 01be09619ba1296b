package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    private static final PlainText.Place PLACE = new PlainText.Place("memory", 100, "the file");

    private static String read(String line) {
        return new JsonLine("text").read(line, PLACE);
    }

    @Test
    void takesTheTextAndSkipsTheRest() {
        assertThat(read("{\"id\": 1, \"meta\": {\"text\": [1, {}]}, \"text\": \"a\\nb\", \"more\": null}"))
                .isEqualTo("a\nb");
    }

    @Test
    void normalisesLineEnds() {
        assertThat(read("{\"text\": \"a\\r\\nb\\rc\"}")).isEqualTo("a\nb\nc");
    }

    @Test
    void readsTextOfAnyLength() {
        String text = "x".repeat(21_000_000);

        assertThat(read("{\"text\": \"" + text + "\"}").length()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "plain words              | is not JSON",
                "{\"text\": \"a\"         | is not JSON",
                "[\"a\"]                  | is not a JSON object",
                "\"a\"                    | is not a JSON object",
                "{\"body\": \"a\"}        | has no \"text\"",
                "{\"text\": 7}            | has a number as \"text\", expected a string",
                "{\"text\": null}         | has a null as \"text\"",
                "{\"text\": true}         | has a boolean as \"text\"",
                "{\"text\": [\"a\"]}      | has a list as \"text\"",
                "{\"text\": \"a\"} {}     | has more than one JSON object"
            })
    void refusesAnotherShape(String line, String fault) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("File memory, byte 100 of the file: the line " + fault)
                .hasMessageContaining("It reads: " + line);
    }
}
