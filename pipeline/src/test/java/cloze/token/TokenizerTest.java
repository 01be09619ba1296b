package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import cloze.vocabulary.Vocabulary;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * small-golden.jsonl was written by hand from the rules of the reference tokenizer, for the pieces of small-vocab.txt.
 * Each line has a text, and its ids and pieces, lower-cased and with case kept.
 */
class TokenizerTest {
    private static final Vocabulary SMALL = Vocabulary.of(lines("small-vocab.txt"), "small-vocab.txt");
    private static final TextEncoder LOWER =
            Tokenizer.of(SMALL, Casing.LOWER, Kind.WORDPIECE).encoder();
    private static final TextEncoder KEEP =
            Tokenizer.of(SMALL, Casing.KEEP, Kind.WORDPIECE).encoder();

    static Stream<Config> golden() {
        return lines("small-golden.jsonl").stream().map(ConfigFactory::parseString);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void cutsEachGoldenTextAsTheReferenceDoes(Config golden) {
        String text = golden.getString("text");

        assertThat(pieces(LOWER.encode(text))).isEqualTo(golden.getString("lower_pieces"));
        assertThat(pieces(KEEP.encode(text))).isEqualTo(golden.getString("keep_pieces"));
        assertThat(boxed(LOWER.encode(text))).isEqualTo(golden.getIntList("lower"));
        assertThat(boxed(KEEP.encode(text))).isEqualTo(golden.getIntList("keep"));
    }

    @Test
    void givesTheSameIdsForOneLongTextAsForItsParts() {
        List<String> texts = golden().map(golden -> golden.getString("text")).toList();
        int[] together = LOWER.encode(String.join("\n", texts));
        int[] apart = texts.stream()
                .flatMapToInt(text -> Arrays.stream(LOWER.encode(text)))
                .toArray();

        assertThat(together).isEqualTo(apart);
    }

    @Test
    void takesAWordOf200CodePointsAndNotOneOf201() {
        Vocabulary vocabulary = vocabulary("a", "##a", "😀", "##😀");
        TextEncoder encoder =
                Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDPIECE).encoder();

        assertThat(encoder.encode("a".repeat(200))).hasSize(200);
        assertThat(encoder.encode("a".repeat(201))).containsExactly(vocabulary.unk());
        assertThat(encoder.encode("😀".repeat(200))).hasSize(200);
        assertThat(encoder.encode("😀".repeat(201))).containsExactly(vocabulary.unk());
    }

    @Test
    void prefersTheLongestPieceEvenWhereAShorterOneWouldReachTheEnd() {
        Vocabulary vocabulary = vocabulary("ab", "abc", "##c", "##d", "##cd");
        TextEncoder encoder =
                Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDPIECE).encoder();

        assertThat(encoder.encode("abcd")).containsExactly(id(vocabulary, "abc"), id(vocabulary, "##d"));
        assertThat(encoder.encode("abcdc"))
                .containsExactly(id(vocabulary, "abc"), id(vocabulary, "##d"), id(vocabulary, "##c"));
    }

    @Test
    void looksWholeWordsUpAsTheyAre() {
        Vocabulary vocabulary = vocabulary("the", "run", "##ning", ".");
        TextEncoder encoder = Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDS).encoder();

        assertThat(encoder.encode("The running, run."))
                .containsExactly(
                        id(vocabulary, "the"),
                        vocabulary.unk(),
                        vocabulary.unk(),
                        id(vocabulary, "run"),
                        id(vocabulary, "."));
    }

    @Test
    void givesAPieceListedTwiceItsLaterId() {
        Vocabulary vocabulary = vocabulary("the", "a", "the");

        assertThat(Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDPIECE).encode("the"))
                .containsExactly(7);
    }

    @Test
    void givesAReservedPieceItsOneIdWhateverCaseAndPunctuationSay() {
        Vocabulary vocabulary = vocabulary("[ENT]", "a", "##s", "[", "]", "ent");
        Tokenizer tokenizer = Tokenizer.of(vocabulary, reserving("[ENT]"));

        assertThat(tokenizer.encode("a[ENT]s [ENT] [ent]")).containsExactly(6, 5, 1, 5, 8, 10, 9);
        assertThat(Tokenizer.of(vocabulary, reserving()).encode("[ENT]")).containsExactly(8, 10, 9);
        assertThat(tokenizer).isNotEqualTo(Tokenizer.of(vocabulary, reserving()));
    }

    @Test
    void refusesAVocabularyWithoutAReservedPiece() {
        assertThatThrownBy(() -> Tokenizer.of(vocabulary("a"), reserving("a", "[ENT]")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("vocabulary.reserved-pieces = [a, [ENT]]")
                .hasMessageContaining("has no piece [ENT]");
    }

    private static VocabularyConfig reserving(String... pieces) {
        return new VocabularyConfig("", 100, 1, true, Kind.WORDPIECE, 0, List.of(pieces), 0, 1);
    }

    @Test
    void remembersStretchesWithoutChangingTheirIds() {
        // Many more stretches than the table has slots, twice: evicted, met again, and with equal hashes ("Aa" and
        // "BB").
        String numbers = IntStream.range(0, 150_000)
                .mapToObj(number -> "a" + number + (number % 2 == 0 ? "Aa" : "BB"))
                .collect(Collectors.joining(" "));
        Vocabulary vocabulary =
                vocabulary("a", "##a", "##b", "##0", "##1", "##2", "##3", "##4", "##5", "##6", "##7", "##8", "##9");
        TextEncoder encoder =
                Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDPIECE).encoder();
        int[] first = encoder.encode(numbers);

        assertThat(encoder.encode(numbers)).isEqualTo(first);
        assertThat(Arrays.stream(first)
                        .mapToObj(vocabulary::piece)
                        .map(piece -> piece.replace("##", ""))
                        .collect(Collectors.joining()))
                .isEqualTo(numbers.replace(" ", "").replace("Aa", "aa").replace("BB", "bb"));
    }

    @Test
    void staysLinearInAStretchWithoutSpaces() {
        TextEncoder encoder = LOWER;
        String stretch = "a.".repeat(1_000_000);

        assertThat(encoder.encode(stretch)).hasSize(2_000_000);
    }

    @Test
    void survivesSerialisation() throws IOException, ClassNotFoundException {
        Tokenizer tokenizer = Tokenizer.of(SMALL, Casing.LOWER, Kind.WORDPIECE);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(tokenizer);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Tokenizer copy = (Tokenizer) in.readObject();

            assertThat(copy).isEqualTo(tokenizer);
            assertThat(copy.encode("unaffable")).isEqualTo(tokenizer.encode("unaffable"));
        }
    }

    private static Vocabulary vocabulary(String... pieces) {
        return Vocabulary.of(
                Stream.concat(Vocabulary.SPECIALS.stream(), Arrays.stream(pieces))
                        .toList(),
                "test");
    }

    private static int id(Vocabulary vocabulary, String piece) {
        return vocabulary.id(piece).orElseThrow();
    }

    private static String pieces(int[] ids) {
        return Arrays.stream(ids).mapToObj(SMALL::piece).collect(Collectors.joining(" "));
    }

    private static List<Integer> boxed(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = TokenizerTest.class.getResourceAsStream(resource)) {
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
