package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
            quoteCharacter = '\'',
            value = {
                "{'meta': {'text': 'in', 'id': 1}}                          | in",
                "{'meta': {'id': 1, 'text': 'in'}, 'text': 'out'}           | in",
                "{'meta.text': 'key', 'meta': {'text': 'in', 'id': 1}}      | key",
                "{'meta': {'text': 'in', 'id': 1}, 'meta.text': 'key'}      | key",
                "{'meta': {'text': 'first'}, 'meta': {'text': 'in', 'id': 1}} | in",
                "{'meta': [{'text': 'no'}], 'meta': {'text': 'in', 'id': 1}}  | in"
            })
    void aNameMayBeAPath(String line, String text) throws InvalidTextException {
        var found = new JsonLine("meta.text", "meta.id").read(line.replace('\'', '"'), PLACE).orElseThrow();
        assertThat(((ReadResult.Text) found).text()).isEqualTo(text);
        assertThat(((ReadResult.Text) found).sourceId()).isEqualTo("1");
    }

    @Test
    void aPathThatLeadsNowhereIsRefused() {
        for (String line : List.of(
                "{\"meta\": 7}", "{\"meta\": [{\"text\": \"a\"}]}", "{\"meta\": {\"body\": \"a\"}}", "{\"met\": {\"a.text\": \"a\"}}")) {
            assertThatThrownBy(() -> new JsonLine("meta.text", "").read(line, PLACE))
                    .isInstanceOf(InvalidTextException.class)
                    .hasMessageContaining("has no \"meta.text\"");
        }
    }

    @Test
    void theLastOfEqualKeysCounts() throws InvalidTextException {
        assertThat(read("{\"text\": 7, \"text\": \"a\", \"text\": \"b\"}")).isEqualTo("b");
        assertThat(found("{\"text\": \"a\", \"text\": null}"))
                .isInstanceOfSatisfying(
                        ReadResult.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.NULL_TEXT));
    }

    @Test
    void readsCharactersThatAreEscaped() throws InvalidTextException {
        assertThat(read("{\"text\": \"a \\ud83d\\ude00 and \\u0000\"}")).isEqualTo("a \ud83d\ude00 and \0");
    }

    @Test
    void skipsAByteOrderMark() throws InvalidTextException {
        assertThat(read("\ufeff{\"text\": \"a\"}")).isEqualTo("a");
        assertThat(new JsonLine("text", "").read("\ufeff", PLACE)).isEmpty();
    }

    @Test
    void aMessageShowsNoControlCharacters() {
        assertThatThrownBy(() -> read("\0\033[31m"))
                .hasMessageContaining("is not JSON")
                .hasMessageContaining("It reads: \ufffd\ufffd[31m.");
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
                "{\"text\": NaN}          | has a number as \"text\"",
                "{\"text\": {\"a\": 1}}   | has an object as \"text\"",
                "{\"id\": {}, \"text\": \"a\"} | has an object as \"id\", expected a string or a number",
                "{\"text\": \"cut \\ud83d\"} | has half of a surrogate pair (\\ud83d) in \"text\"",
                "{\"text\": \"a\", \"id\": \"\\ude00\"} | has half of a surrogate pair (\\ude00) in \"id\"",
                "{\"text\": \"a\", n: 1}  | is not JSON",
                "{\"text\": 'a'}          | is not JSON",
                "{\"text\": \"a\", \"n\": 007} | is not JSON",
                "{\"text\": \"a\", \"n\": tru} | is not JSON",
                "{\"text\": \"\\q\"}      | is not JSON",
                "{\"text\": \"a\"} {}     | has more than one JSON object"
            })
    void refusesAnotherShape(String line, String fault) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageContaining("File memory, byte 100 of the file: the line " + fault)
                .hasMessageContaining("It reads: " + line);
    }
}
