package cloze.mask;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties of the masks of every example, tested on many. */
class MaskLawsTest {
    private static final int SEEDS = 400;

    /** Word beginnings, continuations and ideographs, a third each. */
    private static final Vocabulary VOCABULARY = vocabulary();

    private static final SpecialIds SPECIALS = SpecialIds.of(VOCABULARY);
    private static final WordParts PARTS = WordParts.of(VOCABULARY);

    private static Vocabulary vocabulary() {
        List<String> pieces = new ArrayList<>(List.of("a", "##a"));
        pieces.addAll(Vocabulary.SPECIALS);
        for (int i = 0; i < 40; i++) {
            pieces.addAll(List.of("w" + i, "##" + i, Character.toString(0x4E00 + i)));
        }
        return Vocabulary.of(pieces, "test");
    }

    @Test
    void everyExampleKeepsTheLaws() {
        for (MaskSelection selection : MaskSelection.values()) {
            for (Replacement replacement : Replacement.values()) {
                for (boolean wholeWords : new boolean[] {false, true}) {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        check(seed, selection, replacement, wholeWords);
                    }
                }
            }
        }
    }

    private static void check(int seed, MaskSelection selection, Replacement replacement, boolean wholeWords) {
        SplittableRandom random = Seeds.forRow(seed, "fixture");
        ExamplesConfig config = new ExamplesConfig(
                128,
                1 + random.nextInt(20),
                0.05 + 0.5 * random.nextDouble(),
                selection,
                replacement,
                1,
                0.1,
                Pairing.REFERENCE,
                Objective.NSP,
                wholeWords,
                true,
                List.of(),
                GatesConfig.OFF);
        int[] tokenIds = example(random);
        Masking.Masked masked = Masking.of(config, SPECIALS, PARTS).mask(tokenIds.clone(), Seeds.forRow(seed, "mask"));

        assertThat(restored(masked)).isEqualTo(tokenIds);
        assertThat(masked.positions()).isSorted().doesNotHaveDuplicates().hasSameSizeAs(masked.originals());
        assertThat(masked.originals()).doesNotContain(SPECIALS.cls(), SPECIALS.sep());
        if (selection == MaskSelection.FIXED_COUNT) {
            int candidates = (int) Arrays.stream(tokenIds)
                    .filter(id -> id != SPECIALS.cls() && id != SPECIALS.sep())
                    .count();
            int wanted = Math.min(candidates, config.predictions(tokenIds.length));
            assertThat(wanted).isBetween(1, config.maxPredictionsPerSeq());
            assertThat(masked.positions().length).isBetween(wholeWords ? 0 : wanted, wanted);
        } else {
            assertThat(masked.originals()).doesNotContain(SPECIALS.unk());
        }
        if (wholeWords) {
            assertWhole(tokenIds, masked.positions(), PositionSelection.candidates(tokenIds, config, SPECIALS));
        }
        if (replacement == Replacement.NON_SPECIAL) {
            assertThat(drawn(masked)).doesNotContain(SPECIALS.pad(), SPECIALS.cls(), SPECIALS.sep());
        }
    }

    /** Returns what the model sees at the positions it has to predict. */
    private static int[] drawn(Masking.Masked masked) {
        return Arrays.stream(masked.positions())
                .map(position -> masked.inputIds()[position])
                .toArray();
    }

    private static int[] restored(Masking.Masked masked) {
        int[] restored = masked.inputIds().clone();
        for (int i = 0; i < masked.positions().length; i++) {
            restored[masked.positions()[i]] = masked.originals()[i];
        }
        return restored;
    }

    private static void assertWhole(int[] tokenIds, int[] positions, int[] candidates) {
        int start = 0;
        for (int end : new WordEnds(PARTS).of(tokenIds, candidates)) {
            long selected = IntStream.range(start, end)
                    .filter(i -> Arrays.binarySearch(positions, candidates[i]) >= 0)
                    .count();
            assertThat(selected).isIn(0L, (long) end - start);
            start = end;
        }
    }

    /** Returns [CLS] A [SEP] B [SEP] with 1 to 30 pieces in each segment, some of them [UNK]. */
    private static int[] example(SplittableRandom random) {
        int a = 1 + random.nextInt(30);
        int b = 1 + random.nextInt(30);
        int[] ids = random.ints(a + b + 3L, 0, VOCABULARY.size())
                .map(id -> SPECIALS.contains(id) ? SPECIALS.unk() : id)
                .toArray();
        ids[0] = SPECIALS.cls();
        ids[a + 1] = SPECIALS.sep();
        ids[a + b + 2] = SPECIALS.sep();
        return ids;
    }
}
