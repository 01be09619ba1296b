package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.BasicTokenizer;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares where added tokens are found with what Hugging Face's tokenizers 0.23 finds, as its results were noted down.
 * {@code TransformersTokensTest} compares the same with an installed version.
 */
class AddedTokensTest {
    private static final AddedToken MILL = new AddedToken("Old-Mill", false, false, false, true, false);
    private static final AddedToken ENTITY = new AddedToken("[ENT]", false, false, false, false, false);

    /** Returns the pieces of {@code text}; words that are no added tokens are pieces as well if listed here. */
    private static String pieces(String text, AddedToken... added) {
        List<String> pieces = new ArrayList<>(Vocabulary.SPECIALS);
        pieces.addAll(List.of(
                "the", "old", "mill", "-", "a", "x", "##s", "new", "york", "c", "+", "[", "]", "mask", "ent", "naive"));
        Arrays.stream(added)
                .map(AddedToken::content)
                .filter(content -> !pieces.contains(content))
                .forEach(pieces::add);
        Vocabulary vocabulary = Vocabulary.of(pieces, "test");
        Tokenizer tokenizer = Tokenizer.ofPieces(vocabulary, Casing.LOWER, List.of(added), Tokenizer.LONGEST_WORD);
        return Arrays.stream(tokenizer.encode(text))
                .mapToObj(vocabulary::piece)
                .map(piece -> piece.replace(' ', '~'))
                .collect(Collectors.joining(" "));
    }

    @Test
    void aNormalizedTokenIsFoundInAnyCaseAndWithinWords() {
        assertThat(pieces("the OLD-MILL, Old-Mill and old-mills ÓLD-mill", MILL))
                .isEqualTo("the Old-Mill [UNK] Old-Mill [UNK] Old-Mill [UNK] Old-Mill");
        assertThat(pieces("old mill-old", MILL)).isEqualTo("old mill - old");
    }

    @Test
    void aTokenThatIsNotNormalizedIsFoundAsWritten() {
        assertThat(pieces("a[ENT]x [ent] [ENT]", ENTITY)).isEqualTo("a [ENT] x [ ent ] [ENT]");
    }

    @Test
    void tokensAsWrittenComeFirst() {
        AddedToken old = new AddedToken("Old", false, false, false, false, false);
        assertThat(pieces("Old-Mill old-mill", MILL, old)).isEqualTo("Old - mill Old-Mill");
    }

    @Test
    void ofTokensAtOnePlaceTheLongestWins() {
        AddedToken longer = new AddedToken("[ENT]-2", false, false, false, false, false);
        assertThat(pieces("[ENT]-2 [ENT]-x", ENTITY, longer)).isEqualTo("[ENT]-2 [ENT] - x");
    }

    @Test
    void aSingleWordHasNoWordCharacterBesideIt() {
        AddedToken word = new AddedToken("Old", true, false, false, false, false);
        assertThat(pieces("Old", word)).isEqualTo("Old");
        assertThat(pieces("(Old) -Old-", word)).isEqualTo("[UNK] Old [UNK] - Old -");
        for (String joined : List.of("Olda", "aOld", "Old1", "Old_", "_Old", "Old\u0301", "Old\u200d", "\u00e9Old")) {
            assertThat(pieces(joined, word)).as(joined).doesNotContain("Old");
        }
    }

    @Test
    void aLongerTokenThatIsNoSingleWordHidesTheShorterWithin() {
        AddedToken mill = new AddedToken("Old-Mill", true, false, false, false, false);
        AddedToken old = new AddedToken("Old", false, false, false, false, false);
        assertThat(pieces("Old-Mills aOld Old-Mill", mill, old)).isEqualTo("old - mill ##s a Old Old-Mill");
    }

    @Test
    void aTokenOfTwoWordsIsFoundAcrossTheirSpace() {
        AddedToken written = new AddedToken("New York", true, false, false, false, false);
        assertThat(pieces("the New York the new york", written)).isEqualTo("the New~York the new york");
        AddedToken normalized = new AddedToken("New York", false, false, false, true, false);
        assertThat(pieces("the NEW\u00a0york, new  york", normalized)).isEqualTo("the New~York [UNK] new york");
    }

    @Test
    void ideographsOfANormalizedTokenAreSetApartLikeThoseOfTheText() {
        AddedToken tokyo = new AddedToken("\u6771\u4eac", false, false, false, true, false);
        assertThat(pieces("a\u6771\u4eacx \u6771\u4eac\u6771", tokyo)).isEqualTo("a \u6771\u4eac x \u6771\u4eac [UNK]");
    }

    @Test
    void strippedWhiteSpaceChangesNoPieces() {
        AddedToken mask = new AddedToken("[MASK]", false, true, true, false, true);
        assertThat(pieces("the [MASK] x[MASK]x [mask]", mask)).isEqualTo("the [MASK] x [MASK] x [ mask ]");
    }

    @Test
    void aReservedPieceWithAWordCharacterAtAnEndIsASingleWord() {
        assertThat(pieces("C++, C++ xC++ C++x c++", AddedToken.reserved("C++")))
                .isEqualTo("C++ [UNK] C++ [UNK] + + c + + x c + +");
        assertThat(AddedToken.reserved("<url>").singleWord()).isFalse();
        assertThat(AddedToken.reserved("#x").singleWord()).isTrue();
        assertThat(AddedToken.reserved("U.S.").singleWord()).isTrue();
    }

    @Test
    void tokensThatNormalisationMakesEqualAreRefused() {
        AddedToken other = new AddedToken("OLD-mill", false, false, false, true, false);
        assertThatThrownBy(() -> BasicTokenizer.requireDistinct(List.of(MILL, other), Casing.LOWER, "here"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("here", "Old-Mill", "OLD-mill");
        AddedToken accent = new AddedToken("\u0301", false, false, false, true, false);
        assertThatThrownBy(() -> BasicTokenizer.requireDistinct(List.of(accent), Casing.LOWER, "here"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("normalisation leaves something");
        BasicTokenizer.requireDistinct(List.of(MILL, other), Casing.KEEP, "here");
    }
}
