package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a field that nobody reads does not keep a line from being read. */
@Tag("platform")
class SkippedFieldsTest {
    private static final PlainText.Place PLACE = new PlainText.Place("memory", 3, 100, "the file");

    static Stream<Named<String>> fields() {
        return Stream.of(
                Named.of("1,001 digits", "\"n\": " + "9".repeat(1001)),
                Named.of("1,001 decimals", "\"n\": 0." + "9".repeat(1001)),
                Named.of("a huge exponent", "\"n\": 1e999999999"),
                Named.of("1,001 lists in each other", "\"n\": " + "[".repeat(1001) + "]".repeat(1001)),
                Named.of(
                        "500,000 objects in each other",
                        "\"n\": " + "{\"a\":".repeat(500_000) + "1" + "}".repeat(500_000)),
                Named.of("a name of 60,000 characters", "\"" + "n".repeat(60_000) + "\": 1"),
                Named.of("a name of 21 million characters", "\"" + "n".repeat(21_000_000) + "\": 1"),
                Named.of("a long name further in", "\"n\": {\"" + "n".repeat(60_000) + "\": 1}"),
                Named.of("a string of 21 million characters", "\"n\": \"" + "s".repeat(21_000_000) + "\""),
                Named.of(
                        "30,000 names",
                        "\"n\": {" + names(IntStream.range(0, 30_000).mapToObj(i -> "n" + i)) + "}"),
                Named.of("16,384 names with the same hash", "\"n\": {" + names(sameHash(14)) + "}"),
                Named.of("numbers that Python writes", "\"n\": [NaN, Infinity, -Infinity]"),
                Named.of("half of a surrogate pair", "\"n\": \"\\ud83d\""),
                Named.of("the name of the text further in", "\"n\": {\"text\": 7, \"text.id\": 8}"));
    }

    private static String names(Stream<String> names) {
        return names.map("\"%s\": 0"::formatted).collect(Collectors.joining(", "));
    }

    /** 2^{@code pairs} strings for which a hash that multiplies by 33, such as the parser's, is the same. */
    private static Stream<String> sameHash(int pairs) {
        return IntStream.range(0, 1 << pairs).mapToObj(bits -> IntStream.range(0, pairs)
                .mapToObj(pair -> (bits >> pair & 1) == 0 ? "az" : "bY")
                .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void doesNotMatter(String field) throws InvalidTextException {
        var line = new JsonLine("text", "id");
        assertThat(line.read("{%s, \"text\": \"A river.\", \"id\": 7}".formatted(field), PLACE))
                .contains(new ReadResult.Text("A river.", "7"));
        assertThat(line.read("{\"id\": 7, \"text\": \"A river.\", %s}".formatted(field), PLACE))
                .contains(new ReadResult.Text("A river.", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "[", "{\"a\":"})
    void isRefusedInWordsWhereItIsTheText(String repeated) {
        String value =
                repeated.repeat(1001) + (repeated.equals("[") ? "]" : "}").repeat(repeated.equals("9") ? 0 : 1001);
        String line = "{\"text\": %s}".formatted(value.replace(":}", ":1}"));
        assertThatThrownBy(() -> new JsonLine("text", "id").read(line, PLACE))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageStartingWith("File memory, line 3, byte 100 of the file: the line has a");
    }

    @Test
    void whatTheParserCannotHoldIsRefusedAsTheLinesFault() {
        String line = "{\"n\": " + "[".repeat(1_000_001) + "]".repeat(1_000_001) + ", \"text\": \"A river.\"}";
        assertThatThrownBy(() -> new JsonLine("text", "").read(line, PLACE))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageContaining("File memory, line 3, byte 100 of the file: the line is not JSON (")
                .hasMessageContaining("1000001");
    }
}
