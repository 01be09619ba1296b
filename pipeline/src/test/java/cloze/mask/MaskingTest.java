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
import cloze.vocabulary.WordParts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    /** As in Google's vocabularies, the specials are not the first ids. */
    private static final SpecialIds SPECIALS = new SpecialIds(0, 10, 11, 12, 13, 40);

    private static final int UNKNOWN = SPECIALS.unk();

    @ParameterizedTest
    @CsvSource({"5, 1", "9, 1", "10, 2", "30, 4", "70, 10", "110, 16", "127, 19", "128, 19", "140, 20", "512, 20"})
    void theNumberOfPredictionsRoundsHalvesToEven(int length, int expected) {
        assertThat(config(MaskSelection.FIXED_COUNT, Replacement.ALL).predictions(length))
                .isEqualTo(expected);
    }

    @Test
    void labelsRestoreTheOriginalAndOnlySelectedPositionsChange() {
        for (MaskSelection selection : MaskSelection.values()) {
            var masking = Masking.of(config(selection, Replacement.ALL), SPECIALS, WordParts.none());
            forEachExample(200, number -> {
                int[] tokens = example(number);
                Masking.Masked masked = masking.mask(tokens, random(number));
                int[] restored = masked.inputIds().clone();
                for (int i = 0; i < masked.positions().length; i++) {
                    restored[masked.positions()[i]] = masked.originals()[i];
                }
                assertThat(restored).isEqualTo(tokens).isEqualTo(example(number));
                assertThat(masked.positions()).isSorted().doesNotHaveDuplicates();
            });
        }
    }

    @Test
    void clsAndSepAreNeverSelectedAndUnknownPiecesAreAsTheReference() {
        var fixed = Masking.of(config(MaskSelection.FIXED_COUNT, Replacement.ALL), SPECIALS, WordParts.none());
        var independent = Masking.of(config(MaskSelection.INDEPENDENT, Replacement.ALL), SPECIALS, WordParts.none());
        boolean[] unknownSelected = new boolean[1];
        forEachExample(300, number -> {
            int[] tokens = example(number);
            int[] originals = fixed.mask(tokens, random(number)).originals();
            assertThat(originals).hasSize(3).doesNotContain(SPECIALS.cls(), SPECIALS.sep());
            unknownSelected[0] |= Arrays.stream(originals).anyMatch(id -> id == UNKNOWN);
            assertThat(independent.mask(tokens, random(number)).originals())
                    .doesNotContain(SPECIALS.cls(), SPECIALS.sep(), UNKNOWN);
        });
        assertThat(unknownSelected[0]).isTrue();
    }

    @Test
    void everyCandidateIsSelectedEquallyOften() {
        var masking = Masking.of(config(MaskSelection.FIXED_COUNT, Replacement.ALL), SPECIALS, WordParts.none());
        int[] tokens = example(1);
        int[] selected = new int[tokens.length];
        int rounds = 6_000;
        forEachExample(rounds, round -> Arrays.stream(
                        masking.mask(tokens, random(round)).positions())
                .forEach(position -> selected[position]++));
        double share = 3.0 / (tokens.length - 3);
        for (int position = 0; position < tokens.length; position++) {
            boolean candidate = tokens[position] != SPECIALS.cls() && tokens[position] != SPECIALS.sep();
            assertThat((double) selected[position] / rounds)
                    .isCloseTo(candidate ? share : 0, within(4.5 * Math.sqrt(share * (1 - share) / rounds)));
        }
    }

    @Test
    void independentSelectionTakesItsShareAndSometimesNothing() {
        var masking = Masking.of(config(MaskSelection.INDEPENDENT, Replacement.ALL), SPECIALS, WordParts.none());
        int rounds = 5_000;
        int[] tokens = {SPECIALS.cls(), 20, 21, 22, SPECIALS.sep(), 23, 24, SPECIALS.sep()};
        int[] counts = new int[2];
        forEachExample(rounds, round -> {
            int selected = masking.mask(tokens, random(round)).positions().length;
            counts[0] += selected;
            counts[1] += selected == 0 ? 1 : 0;
        });
        assertThat(counts[0] / (5.0 * rounds)).isCloseTo(0.15, within(4 * Math.sqrt(0.15 * 0.85 / (5.0 * rounds))));
        assertThat((double) counts[1] / rounds).isCloseTo(Math.pow(0.85, 5), within(0.03));
    }

    @Test
    void eightyTenTenOverTheWholeVocabulary() {
        // Random pieces may be [MASK] or the original, each with probability 1/V of a tenth.
        int vocabulary = SPECIALS.vocabularySize();
        int[] pieces = replacements(Replacement.ALL, 200_000);
        double total = Arrays.stream(pieces).sum();
        double random = 0.1 / vocabulary;
        assertShare(pieces[SPECIALS.mask()], total, 0.8 + random);
        assertShare(pieces[20], total, 0.1 + random);
        for (int id = 0; id < vocabulary; id++) {
            if (id != SPECIALS.mask() && id != 20) {
                assertShare(pieces[id], total, random);
            }
        }
    }

    @Test
    void nonSpecialReplacementNeverGivesASpecial() {
        int[] pieces = replacements(Replacement.NON_SPECIAL, 200_000);
        double total = Arrays.stream(pieces).sum();
        double random = 0.1 / (SPECIALS.vocabularySize() - 5);
        assertShare(pieces[SPECIALS.mask()], total, 0.8);
        assertShare(pieces[20], total, 0.1 + random);
        for (int id = 0; id < pieces.length; id++) {
            if (SPECIALS.contains(id) && id != SPECIALS.mask()) {
                assertThat(pieces[id]).isZero();
            } else if (!SPECIALS.contains(id) && id != 20) {
                assertShare(pieces[id], total, random);
            }
        }
    }

    @Test
    void anExampleOfSpecialsAloneHasNothingToPredict() {
        int[] tokens = {SPECIALS.cls(), SPECIALS.sep(), SPECIALS.sep()};
        for (MaskSelection selection : MaskSelection.values()) {
            var masking = Masking.of(config(selection, Replacement.ALL), SPECIALS, WordParts.none());
            assertThat(masking.mask(tokens, random(1)).positions()).isEmpty();
        }
    }

    /** Counts the ids that replace piece 20 where it is selected. */
    private static int[] replacements(Replacement replacement, int draws) {
        var masking = Masking.of(config(MaskSelection.FIXED_COUNT, replacement), SPECIALS, WordParts.none());
        int[] tokens = new int[102];
        Arrays.fill(tokens, 20);
        int[] counts = new int[SPECIALS.vocabularySize()];
        forEachExample(draws / 15, round -> {
            Masking.Masked masked = masking.mask(tokens, random(round));
            assertThat(masked.positions()).hasSize(15);
            for (int position : masked.positions()) {
                counts[masked.inputIds()[position]]++;
            }
        });
        return counts;
    }

    private static void assertShare(int count, double total, double expected) {
        assertThat(count / total).isCloseTo(expected, within(4.5 * Math.sqrt(expected * (1 - expected) / total)));
    }

    private static ExamplesConfig config(MaskSelection selection, Replacement replacement) {
        return new ExamplesConfig(
                128,
                20,
                0.15,
                selection,
                replacement,
                1,
                0.1,
                Pairing.REFERENCE,
                Objective.NSP,
                false,
                true,
                List.of(),
                GatesConfig.OFF);
    }

    /** Returns [CLS] 8 pieces [SEP] 7 pieces [SEP], one of them [UNK]. */
    private static int[] example(int number) {
        int[] tokens = random(-1 - number).ints(18, 14, 40).toArray();
        tokens[0] = SPECIALS.cls();
        tokens[4] = UNKNOWN;
        tokens[9] = SPECIALS.sep();
        tokens[17] = SPECIALS.sep();
        return tokens;
    }

    private static SplittableRandom random(int number) {
        return Seeds.forRow(1, "test", number);
    }

    private static void forEachExample(int count, IntConsumer check) {
        IntStream.range(0, count).forEach(check);
    }
}
