package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.ceiling.BayesAnswers;
import cloze.ceiling.ReaderGuess;
import cloze.config.SliceKind;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.shard.MaskedExample;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final int MASK = 4;

    private static final Slicing SLICING = new Slicing(
            List.of(SliceKind.values()),
            FrequencyDeciles.of(new PieceCounts(new long[] {0, 0, 0, 0, 0, 60, 30, 10}, List.of())),
            new PieceClasses(Map.of()),
            MASK);

    /** Hidden: 5 below [MASK], 6 kept, 7 below 5. */
    private static final MaskedExample EXAMPLE = new MaskedExample(
            "%032x/0/0".formatted(1),
            new int[] {2, MASK, 6, 3, 5, 7, 7, 7, 7, 3},
            new int[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1},
            new int[] {1, 2, 9},
            new int[] {5, 6, 7},
            1);

    private static List<String> values(int index, Optional<BayesAnswers> answers) {
        return SLICING.ofPosition(EXAMPLE, index, answers).stream()
                .map(Slice::value)
                .toList();
    }

    @Test
    void aPositionHasOneSliceOfEachKnownKind() {
        assertThat(values(0, Optional.empty())).containsExactly("decile 4", "[MASK]", "0-7", "8-15", "random");
        assertThat(values(1, Optional.empty())).containsExactly("decile 8", "kept", "0-7", "8-15", "random");
        assertThat(values(2, Optional.empty())).containsExactly("decile 10", "random", "8-15", "8-15", "random");
    }

    @Test
    void thePairHasThoseOfThePair() {
        assertThat(SLICING.ofPair(EXAMPLE)).map(Slice::value).containsExactly("8-15", "random");
    }

    @Test
    void theBestReaderSaysWhichSentenceIsNeeded() {
        List<ReaderGuess> both =
                List.of(new ReaderGuess(5, 0.9, 0.9), new ReaderGuess(6, 0.6, 0.6), new ReaderGuess(7, 0.5, 0.1));
        List<ReaderGuess> own =
                List.of(new ReaderGuess(5, 0.6, 0.6), new ReaderGuess(5, 0.6, 0.1), new ReaderGuess(5, 0.5, 0.1));
        Optional<BayesAnswers> answers = Optional.of(new BayesAnswers(0.5, both, own, own));

        assertThat(values(0, answers)).contains("own sentence tells");
        assertThat(values(1, answers)).contains("other sentence needed");
        assertThat(values(2, answers)).contains("neither tells");
    }

    /** Else a slice would hold what the best reader gets right, and another what it gets wrong. */
    @Test
    void theHiddenWordDoesNotSayWhichSentenceIsNeeded() {
        List<ReaderGuess> sure =
                List.of(new ReaderGuess(9, 0.9, 0), new ReaderGuess(9, 0.9, 0), new ReaderGuess(9, 0.9, 0));
        Optional<BayesAnswers> answers = Optional.of(new BayesAnswers(0.5, sure, sure, sure));

        assertThat(values(0, answers)).contains("own sentence tells");
    }

    @Test
    void theCeilingIsHowOftenTheBestReaderWasRightThere() {
        var tally = new Tally();
        Answers.addMasked(tally, 1, 1);
        tally.add(Predictor.CEILING, Task.MASKED_LM, 0.5, 0.75);
        tally.add(Predictor.COUNTED_CEILING, Task.MASKED_LM, 0.5, 1);
        var tallies = new SliceTallies();
        tallies.add(List.of(new Slice(SliceKind.STANDING, 1, "kept")), tally);
        SmallTable table = tallies.table("v");

        assertThat(table.value(table.rows().get(0), "ceiling_masked_lm_accuracy"))
                .isEqualTo(1.0);
        assertThat(table.value(table.rows().get(0), "ceiling_masked_lm_loss")).isEqualTo(0.5);
    }

    @Test
    void rangesAreOfEightAndDoubleBeyond64() {
        assertThat(List.of(0, 7, 8, 63, 64, 127, 128, 511))
                .map(number -> Slice.range(SliceKind.LENGTH, number).value())
                .containsExactly("0-7", "0-7", "8-15", "56-63", "64-127", "64-127", "128-255", "256-511");
    }

    @Test
    void decilesHoldATenthOfTheOccurrencesEach() {
        long[] counts = new long[20];
        java.util.Arrays.fill(counts, 3);
        FrequencyDeciles deciles = FrequencyDeciles.of(new PieceCounts(counts, List.of()));

        for (int id = 0; id < counts.length; id++) {
            assertThat(deciles.decile(id)).isEqualTo(1 + id / 2);
        }
    }

    private static SliceTallies tallies(int number) {
        var tally = new Tally();
        Answers.addMasked(tally, number, number % 2);
        var tallies = new SliceTallies();
        tallies.add(
                List.of(
                        new Slice(SliceKind.PAIR, number % 2, "label " + number % 2),
                        Slice.range(SliceKind.LENGTH, number)),
                tally);
        return tallies;
    }

    @Test
    void partsMergeInAnyOrder() {
        var one = new SliceTallies();
        var other = new SliceTallies();
        for (int number = 0; number < 20; number++) {
            one.merge(tallies(number));
            other.merge(tallies(19 - number));
        }
        assertThat(one.table("v").csv()).isEqualTo(other.table("v").csv());
    }

    @Test
    void theTableHasARowPerSliceInOrder() {
        var tallies = new SliceTallies();
        for (int number : List.of(17, 3, 9, 1)) {
            tallies.merge(tallies(number));
        }
        SmallTable table = tallies.table("v");

        assertThat(table.rows())
                .map(row -> row.getString(1) + " " + row.getString(2) + " " + row.getLong(3))
                .containsExactly("length 0-7 2", "length 8-15 1", "length 16-23 1", "pair label 1 4");
        assertThat(table.value(table.rows().get(0), "masked_lm_loss")).isEqualTo(2.0);
        assertThat(table.value(table.rows().get(0), "ceiling_masked_lm_accuracy"))
                .isNull();
        assertThat(table.value(table.rows().get(0), "next_sentence_accuracy")).isNull();
    }
}
