package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    private static final PlainText.Place PLACE = new PlainText.Place("memory", 100, "the file");

    private static ReadResult found(String line) throws InvalidTextException {
        return new JsonLine("text", "id").read(line, PLACE).orElseThrow();
    }

    private static String read(String line) throws InvalidTextException {
        return ((ReadResult.Text) found(line)).text();
    }

    private static String id(String line) throws InvalidTextException {
        return ((ReadResult.Text) found(line)).sourceId();
    }

    @Test
    void takesTheTextAndSkipsTheRest() throws InvalidTextException {
        assertThat(read("{\"id\": 1, \"meta\": {\"text\": [1, {}]}, \"text\": \"a\\nb\", \"more\": null}"))
                .isEqualTo("a\nb");
    }

    @Test
    void normalisesLineEnds() throws InvalidTextException {
        assertThat(read("{\"text\": \"a\\r\\nb\\rc\"}")).isEqualTo("a\nb\nc");
    }

    @Test
    void readsTextOfAnyLength() throws InvalidTextException {
        String text = "x".repeat(21_000_000);

        assertThat(read("{\"text\": \"" + text + "\"}").length()).isEqualTo(text.length());
    }

    @Test
    void takesAScalarAsId() throws InvalidTextException {
        assertThat(id("{\"id\": \"a-7\", \"text\": \"x\"}")).isEqualTo("a-7");
        assertThat(id("{\"text\": \"x\", \"id\": 1234567890123456789}")).isEqualTo("1234567890123456789");
        assertThat(id("{\"text\": \"x\", \"id\": null}")).isEmpty();
        assertThat(id("{\"text\": \"x\"}")).isEmpty();
    }

    @Test
    void rejectsNullAndBlankTexts() throws InvalidTextException {
        assertThat(found("{\"text\": null}"))
                .isEqualTo(new ReadResult.Rejected(RejectionReason.NULL_TEXT, "File memory, byte 100 of the file"));
        assertThat(found("{\"text\": \" \\n\"}"))
                .isEqualTo(new ReadResult.Rejected(RejectionReason.BLANK_TEXT, "File memory, byte 100 of the file"));
    }

    @Test
    void passesOverABlankLine() throws InvalidTextException {
        assertThat(new JsonLine("text", "").read(" \t", PLACE)).isEmpty();
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
                "{\"text\": true}         | has a boolean as \"text\"",
                "{\"text\": [\"a\"]}      | has a list as \"text\"",
                "{\"id\": [], \"text\": \"a\"} | has a list as \"id\", expected a string or a number",
                "{\"text\": \"a\"} {}     | has more than one JSON object"
            })
    void refusesAnotherShape(String line, String fault) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageContaining("File memory, byte 100 of the file: the line " + fault)
                .hasMessageContaining("It reads: " + line);
    }
}
