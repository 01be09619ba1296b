package cloze.quality.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.random.Seeds;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortcutProbeTest {
    private static final int PAIRS = 4000;

    private static List<PairFeatures> pairs(Function<SplittableRandom, PairFeatures> pair) {
        return IntStream.range(0, PAIRS)
                .mapToObj(i -> pair.apply(Seeds.forRow(1, "test", i)))
                .toList();
    }

    private static Map<String, Double> auc(List<PairFeatures> pairs) {
        SmallTable table = ShortcutProbe.of(pairs).table();
        return table.rows().stream()
                .collect(Collectors.toMap(row -> (String) table.value(row, ShortcutProbe.FEATURE), row ->
                        (Double) table.value(row, ShortcutProbe.AUC)));
    }

    @Test
    void findsNothingWhereNothingIs() {
        Map<String, Double> auc = auc(pairs(random -> new PairFeatures(
                1 + random.nextInt(60), 1 + random.nextInt(60), random.nextDouble(), random.nextInt(2))));

        // For 2,000 of each label the standard error is 0.009.
        assertThat(auc).hasSize(5).allSatisfy((feature, area) -> assertThat(area)
                .isBetween(0.5, 0.54));
    }

    @Test
    void findsAPlantedLength() {
        Map<String, Double> auc = auc(pairs(random -> {
            int label = random.nextInt(2);
            return new PairFeatures(
                    1 + random.nextInt(60), label == 1 ? 5 + random.nextInt(5) : 30 + random.nextInt(30), 0.2, label);
        }));

        assertThat(auc.get("length_b")).isEqualTo(1);
        assertThat(auc.get("length_a")).isLessThan(0.54);
        assertThat(auc.get("all")).isGreaterThan(0.99);
    }

    @Test
    void findsAPlantedOverlap() {
        Map<String, Double> auc = auc(pairs(random -> {
            int label = random.nextInt(2);
            return new PairFeatures(20, 20, label == 1 ? 0 : 0.1 + random.nextDouble() / 4, label);
        }));

        assertThat(auc.get("word_overlap")).isEqualTo(1);
        assertThat(auc.get("total_length")).isEqualTo(0.5);
        assertThat(auc.get("all")).isCloseTo(1, within(0.001));
    }

    @Test
    void findsWhatOnlyTwoNumbersTogetherGiveAway() {
        Map<String, Double> auc = auc(pairs(random -> {
            int a = 10 + random.nextInt(40);
            int b = 10 + random.nextInt(40);
            return new PairFeatures(a, b, 0.2, a > b ? 1 : 0);
        }));

        assertThat(auc.get("length_a")).isBetween(0.75, 0.9);
        assertThat(auc.get("all")).isGreaterThan(0.99);
    }

    @Test
    void hasNoAreaWhereAllPairsHaveOneLabel() {
        List<PairFeatures> next = pairs(random -> new PairFeatures(random.nextInt(9), 3, 0.1, 0));

        SmallTable table = ShortcutProbe.of(next).table();

        assertThat(table.rows()).allSatisfy(row -> assertThat(table.value(row, ShortcutProbe.AUC))
                .isNull());
        assertThat(ShortcutProbe.of(List.of()).table().rows()).hasSize(5);
    }

    @Test
    void readsAPairAsItStandsInARow() {
        // [CLS] 7 8 7 9 [SEP] 9 10 [SEP]: pieces {7, 8, 9} and {9, 10}, one of four in common.
        var pair = PairFeatures.of(new int[] {2, 7, 8, 7, 9, 3, 9, 10, 3}, 4, 1);

        assertThat(pair).isEqualTo(new PairFeatures(4, 2, 0.25, 1));
        assertThat(pair.values()).containsExactly(4, 2, 6, 0.25);
    }

    @Test
    void readsAnEmptySecondSegment() {
        assertThat(PairFeatures.of(new int[] {2, 7, 3, 3}, 1, 0)).isEqualTo(new PairFeatures(1, 0, 0, 0));
    }
}
