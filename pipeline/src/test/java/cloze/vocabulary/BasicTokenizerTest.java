package cloze.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig.Casing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasicTokenizerTest {
    @Test
    void cutsAtWhitespaceAndPunctuation() {
        assertThat(words(Casing.LOWER, "  Hello, World!\tIt's\n$5.00 "))
                .containsExactly("hello", ",", "world", "!", "it", "'", "s", "$", "5", ".", "00");
        assertThat(words(Casing.KEEP, "Hello-World")).containsExactly("Hello", "-", "World");
    }

    @Test
    void stripsAccentsOnlyWhenLowerCasing() {
        assertThat(words(Casing.LOWER, "Résumé NAÏVE Ångström")).containsExactly("resume", "naive", "angstrom");
        assertThat(words(Casing.KEEP, "Résumé")).containsExactly("Résumé");
    }

    @Test
    void lowerCasesByTheFullMappingOfUnicode() {
        assertThat(words(Casing.LOWER, "İSTANBUL")).containsExactly("istanbul");
        assertThat(words(Casing.LOWER, "ΣΑΣ ΣΑΣΑ")).containsExactly("σας", "σασα");
    }

    @Test
    void keepsSymbolsInsideWords() {
        assertThat(words(Casing.LOWER, "10€ 20° 3×4")).containsExactly("10€", "20°", "3×4");
    }

    @Test
    void setsIdeographsApartAndNotKana() {
        // U+F900 is a compatibility form of U+8C48; U+20000 lies beyond the basic multilingual plane.
        assertThat(words(Casing.LOWER, "a\uf900\ud840\udc00b")).containsExactly("a", "\u8c48", "\ud840\udc00", "b");
        assertThat(words(Casing.KEEP, "\uf900")).containsExactly("\uf900");
        assertThat(words(Casing.LOWER, "東京tower カタカナ")).containsExactly("東", "京", "tower", "カタカナ");
    }

    @Test
    void passesCharactersThroughThatNoTableKnows() {
        assertThat(words(Casing.LOWER, "a\ue000b c\ud800d")).containsExactly("a\ue000b", "c\ud800d");
    }

    @Test
    void readsOnlyTheStretchAskedFor() {
        List<String> words = new ArrayList<>();
        new BasicTokenizer(Casing.LOWER)
                .words(
                        "one two three",
                        4,
                        7,
                        (characters, start, end) -> words.add(new String(characters, start, end - start)));

        assertThat(words).containsExactly("two");
    }

    @Test
    void takesWordsLongerThanItsBuffer() {
        String ascii = "Ab".repeat(5_000);
        String greek = "Λό".repeat(5_000);

        assertThat(words(Casing.LOWER, ascii)).containsExactly("ab".repeat(5_000));
        assertThat(words(Casing.LOWER, greek)).containsExactly("λο".repeat(5_000));
    }

    @Test
    void keepsReservedPiecesWhereverTheyStandAsWritten() {
        List<String> reserved = List.of("[ENT]", "[ENT]-2", "C++", "naïve");

        assertThat(words(reserved, "See [ENT], ([ENT]) and [ENT]-2: [ent]"))
                .containsExactly("see", "[ENT]", ",", "(", "[ENT]", ")", "and", "[ENT]-2", ":", "[", "ent", "]");
        assertThat(words(reserved, "naïve NAÏVE naïvely unnaïve naïve-ish"))
                .containsExactly("naïve", "naive", "naively", "unnaive", "naïve", "-", "ish");
        assertThat(words(reserved, "C++ C+ xC++17")).containsExactly("C++", "c", "+", "xc", "+", "+", "17");
    }

    private static List<String> words(List<String> reserved, String text) {
        List<String> words = new ArrayList<>();
        new BasicTokenizer(
                        Casing.LOWER,
                        reserved.stream().map(AddedToken::reserved).toList())
                .words(text, (characters, start, end) -> words.add(new String(characters, start, end - start)));
        return words;
    }

    private static List<String> words(Casing casing, String text) {
        List<String> words = new ArrayList<>();
        new BasicTokenizer(casing)
                .words(text, (characters, start, end) -> words.add(new String(characters, start, end - start)));
        return words;
    }
}
