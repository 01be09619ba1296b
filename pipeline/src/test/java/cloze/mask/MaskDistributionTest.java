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
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.WordParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Compares the shares of some thousand examples with the rules of create_masked_lm_predictions in google-research/bert.
 * Each must lie within 4 standard errors.
 */
class MaskDistributionTest {
    private static final double Z = 4;
    private static final int EXAMPLES = 3_000;
    private static final Vocabulary VOCABULARY = vocabulary();
    private static final SpecialIds SPECIALS = SpecialIds.of(VOCABULARY);

    /** Every third piece continues a word. */
    private static Vocabulary vocabulary() {
        List<String> pieces = new ArrayList<>(Vocabulary.SPECIALS);
        for (int i = 0; i < 300; i++) {
            pieces.add((i % 3 == 0 ? "##" : "") + "p" + i);
        }
        return Vocabulary.of(pieces, "test");
    }

    @Test
    void fifteenPercentOfThePositionsArePredictedEachAsLikelyAsAnother() {
        Shares shares = shares(MaskSelection.FIXED_COUNT, false);
        assertThat(shares.selected).isEqualTo(shares.wanted);
        shares.assertReplacements();
        // Given the number of candidates selected in an example, the first one is selected with that share.
        assertThat(shares.firstSelected).isCloseTo(shares.firstExpected, within(Z * Math.sqrt(shares.firstVariance)));
    }

    @Test
    void wholeWordsAreReplacedPieceByPieceInTheSameShares() {
        Shares shares = shares(MaskSelection.FIXED_COUNT, true);
        assertThat(shares.selected).isLessThanOrEqualTo(shares.wanted);
        assertThat(shares.selected / shares.wanted).isGreaterThan(0.97);
        shares.assertReplacements();
    }

    @Test
    void anIndependentDrawSelectsItsShareOfThePositions() {
        Shares shares = shares(MaskSelection.INDEPENDENT, false);
        assertShare(shares.selected, shares.candidates, 0.15);
        shares.assertReplacements();
    }

    private static final class Shares {
        private double wanted;
        private double selected;
        private double candidates;
        private double masked;
        private double kept;
        private double firstSelected;
        private double firstExpected;
        private double firstVariance;

        /** A drawn piece may be [MASK] or the original, each with probability 1/V of a tenth. */
        private void assertReplacements() {
            double byChance = 0.1 / VOCABULARY.size();
            assertShare(masked, selected, 0.8 + byChance);
            assertShare(kept, selected, 0.1 + byChance);
            assertShare(selected - masked - kept, selected, 0.1 - 2 * byChance);
        }
    }

    private static Shares shares(MaskSelection selection, boolean wholeWords) {
        var config = new ExamplesConfig(
                128,
                20,
                0.15,
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
        Masking masking = Masking.of(config, SPECIALS, WordParts.of(VOCABULARY));
        var shares = new Shares();
        for (int number = 0; number < EXAMPLES; number++) {
            int[] tokenIds = example(Seeds.forRow(1, "fixture", number));
            Masking.Masked masked = masking.mask(tokenIds, Seeds.forRow(1, "mask", number));
            int candidates = tokenIds.length - 3;
            double share = (double) config.predictions(tokenIds.length) / candidates;
            shares.wanted += config.predictions(tokenIds.length);
            shares.candidates += candidates;
            shares.selected += masked.positions().length;
            shares.firstSelected += Arrays.binarySearch(masked.positions(), 1) >= 0 ? 1 : 0;
            shares.firstExpected += share;
            shares.firstVariance += share * (1 - share);
            for (int i = 0; i < masked.positions().length; i++) {
                int seen = masked.inputIds()[masked.positions()[i]];
                shares.masked += seen == SPECIALS.mask() ? 1 : 0;
                shares.kept += seen == masked.originals()[i] ? 1 : 0;
            }
        }
        return shares;
    }

    /** Returns [CLS] A [SEP] B [SEP] with 10 to 60 pieces in each segment and no [UNK]. */
    private static int[] example(SplittableRandom random) {
        int a = 10 + random.nextInt(51);
        int b = 10 + random.nextInt(51);
        int[] ids = random.ints(a + b + 3L, 5, VOCABULARY.size()).toArray();
        ids[0] = SPECIALS.cls();
        ids[a + 1] = SPECIALS.sep();
        ids[a + b + 2] = SPECIALS.sep();
        return ids;
    }

    private static void assertShare(double count, double total, double expected) {
        assertThat(count / total).isCloseTo(expected, within(Z * Math.sqrt(expected * (1 - expected) / total)));
    }
}
