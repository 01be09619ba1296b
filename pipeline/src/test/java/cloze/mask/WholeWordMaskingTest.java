package cloze.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.random.Seeds;
import cloze.vocabulary.WordParts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the selections of whole-word masking by hand; every share must lie within 4 standard errors of its rule. */
class WholeWordMaskingTest {
    private static final double Z = 4;
    private static final int ROUNDS = 6_000;

    /** 8 tokens x 0.25 = 2 pieces: the word of three never fits. It is skipped, and the two others are selected. */
    @Test
    void aWordThatDoesNotFitIsSkippedAndDoesNotEndTheSelection() {
        assertThat(selections("[CLS] un ##afford ##able [SEP] coat ran [SEP]", fixedCount(0.25))
                        .keySet())
                .containsExactly("coat ran");
    }

    /**
     * 12 tokens x 0.25 = 3 pieces, from words of 3, 2 and 1 pieces and one of 4 that never fits. Without the latter,
     * the word of 3 comes first in 1/3 of the orders and fills the count; otherwise it is skipped, and the other two
     * are selected.
     */
    @Test
    void theCountIsFilledByTheWordsThatFitInTheirOrder() {
        Map<String, Integer> counts =
                selections("[CLS] phil ##am ##mon un ##able coat un ##am ##mon ##able [SEP]", fixedCount(0.25));
        assertThat(counts.keySet()).containsExactly("phil ##am ##mon", "un ##able coat");
        assertShare(counts.get("phil ##am ##mon"), ROUNDS, 1 / 3.0);
    }

    /** 7 tokens x 0.15 = 1 piece. */
    @Test
    void whereEveryWordIsTooLongNothingIsSelected() {
        assertThat(selections("[CLS] un ##able [SEP] un ##afford [SEP]", fixedCount(0.15))
                        .keySet())
                .containsExactly("");
    }

    /**
     * 9 tokens x 0.25 = 2 pieces from the words 我 爱 北京 天安门. 北京 comes first in 1/3 of the orders of those that fit;
     * otherwise it is skipped, and 我 and 爱 are selected.
     */
    @Test
    void chineseWordsAreSelectedWhole() {
        Map<String, Integer> counts = selections("[CLS] 我 爱 北 京 天 安 门 [SEP]", fixedCount(0.25));
        assertThat(counts.keySet()).containsExactly("北 京", "我 爱");
        assertShare(counts.get("北 京"), ROUNDS, 1 / 3.0);
    }

    @Test
    void anIndependentDrawIsForTheWordWithAllItsPieces() {
        Map<String, Integer> counts =
                selections("[CLS] 北 京 un ##able [UNK] [SEP]", config(MaskSelection.INDEPENDENT, 0.15, true));
        assertThat(counts.keySet()).containsExactlyInAnyOrder("", "北 京", "un ##able", "北 京 un ##able");
        assertShare(counts.get("北 京") + counts.get("北 京 un ##able"), ROUNDS, 0.15);
        assertShare(counts.get("un ##able") + counts.get("北 京 un ##able"), ROUNDS, 0.15);
        assertShare(counts.get(""), ROUNDS, 0.85 * 0.85);
    }

    /** Both pieces of a word become [MASK] with probability 0.8 x 0.8, or by chance, 1/V of a tenth each. */
    @Test
    void eachPieceOfAWordDrawsItsOwnReplacement() {
        int[] tokenIds = SmallVocabulary.ids("[CLS] un ##able [SEP]");
        Masking masking = masking(fixedCount(0.5));
        int both = 0;
        int one = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Masking.Masked masked = masking.mask(tokenIds, Seeds.forRow(1, "test", round));
            assertThat(masked.positions()).containsExactly(1, 2);
            long masks = Arrays.stream(masked.inputIds())
                    .filter(id -> id == SmallVocabulary.SPECIALS.mask())
                    .count();
            both += masks == 2 ? 1 : 0;
            one += masks == 1 ? 1 : 0;
        }
        double share = 0.8 + 0.1 / SmallVocabulary.VOCABULARY.size();
        assertShare(both, ROUNDS, share * share);
        assertShare(one, ROUNDS, 2 * share * (1 - share));
    }

    @Test
    void whereEveryWordIsOnePieceItChangesNothing() {
        int[] tokenIds = SmallVocabulary.ids("[CLS] the coat ran . [UNK] [SEP] 我 . 爱 [SEP]");
        for (MaskSelection selection : MaskSelection.values()) {
            Masking whole = masking(config(selection, 0.3, true));
            Masking pieces = masking(config(selection, 0.3, false));
            for (int round = 0; round < 200; round++) {
                Masking.Masked expected = pieces.mask(tokenIds, Seeds.forRow(1, "test", round));
                Masking.Masked found = whole.mask(tokenIds, Seeds.forRow(1, "test", round));
                assertThat(found.inputIds()).isEqualTo(expected.inputIds());
                assertThat(found.positions()).isEqualTo(expected.positions());
            }
        }
    }

    /** Selecting piece by piece ignores words: some selections take only a part of one. */
    @Test
    void withoutItWordsAreTakenApart() {
        Set<String> selections =
                new HashSet<>(selections("[CLS] 北 京 un ##able [SEP]", config(MaskSelection.FIXED_COUNT, 0.3, false))
                        .keySet());
        assertThat(selections).contains("北 un", "京 ##able");
    }

    /** Counts the selections of pieces of {@code text}. */
    private static Map<String, Integer> selections(String text, ExamplesConfig config) {
        int[] tokenIds = SmallVocabulary.ids(text);
        Masking masking = masking(config);
        var counts = new TreeMap<String, Integer>();
        IntStream.range(0, ROUNDS)
                .mapToObj(round -> masking.mask(tokenIds, Seeds.forRow(1, "test", round)))
                .forEach(masked -> counts.merge(SmallVocabulary.text(masked.originals()), 1, Integer::sum));
        return counts;
    }

    private static Masking masking(ExamplesConfig config) {
        return Masking.of(config, SmallVocabulary.SPECIALS, WordParts.of(SmallVocabulary.VOCABULARY));
    }

    private static void assertShare(int count, int total, double expected) {
        assertThat((double) count / total)
                .isCloseTo(expected, within(Z * Math.sqrt(expected * (1 - expected) / total)));
    }

    private static ExamplesConfig fixedCount(double maskedLmProb) {
        return config(MaskSelection.FIXED_COUNT, maskedLmProb, true);
    }

    private static ExamplesConfig config(MaskSelection selection, double maskedLmProb, boolean wholeWords) {
        return new ExamplesConfig(
                128,
                20,
                maskedLmProb,
                selection,
                Replacement.ALL,
                1,
                0.1,
                Pairing.REFERENCE,
                Objective.NSP,
                wholeWords,
                true,
                List.of(),
                GatesConfig.OFF);
    }
}
