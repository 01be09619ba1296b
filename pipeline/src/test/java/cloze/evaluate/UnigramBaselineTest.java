package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.mask.MaskTokens;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class UnigramBaselineTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "fish", "swim"), "test");
    private static final int PAD = 0;
    private static final int UNK = 1;
    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int FISH = 5;
    private static final int SWIM = 6;

    /** Four of [UNK], two of fish, one of swim in each pair. */
    private static final int[] PAIR = {CLS, UNK, UNK, FISH, SEP, UNK, FISH, SWIM, UNK, SEP};

    private static Dataset<Row> pairs(SparkSession spark, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String document = "%032x".formatted(i);
            rows.add(RowFactory.create(
                    document + "/0/0", document, document, "train", PAIR, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1}, 0));
        }
        return spark.createDataset(rows, SentencePairs.CONTRACT.encoder()).toDF();
    }

    private static UnigramBaseline baseline(Dataset<Row> pairs, MaskSelection selection) {
        return UnigramBaseline.of(PieceCounts.of(pairs, VOCABULARY, selection));
    }

    private static double loss(double count, double total) {
        return -Math.log(count / total);
    }

    @Test
    void aLossIsTheLogarithmOfAShareWithOneAddedToEachCount() {
        var baseline = UnigramBaseline.of(new PieceCounts(new long[] {0, 3, 1}, List.of()));

        assertThat(baseline.loss(0)).isCloseTo(loss(1, 7), within(1e-6));
        assertThat(baseline.loss(1)).isCloseTo(loss(4, 7), within(1e-6));
        assertThat(baseline.loss(2)).isCloseTo(loss(2, 7), within(1e-6));
    }

    @Test
    void theMostFrequentPieceIsTheAnswer() {
        var baseline = UnigramBaseline.of(new PieceCounts(new long[] {0, 3, 1}, List.of()));

        assertThat(baseline.correct(0)).isZero();
        assertThat(baseline.correct(1)).isEqualTo(1);
        assertThat(baseline.correct(2)).isZero();
    }

    @Test
    void unknownWordsCountWhereTheyMayBeMasked(SparkSession spark) {
        var baseline = baseline(pairs(spark, 3), MaskSelection.FIXED_COUNT);

        // 12 + 6 + 3 pieces, and one for each of the 7.
        assertThat(baseline.loss(UNK)).isCloseTo(loss(13, 28), within(1e-6));
        assertThat(baseline.loss(FISH)).isCloseTo(loss(7, 28), within(1e-6));
        assertThat(baseline.loss(SWIM)).isCloseTo(loss(4, 28), within(1e-6));
        assertThat(baseline.loss(CLS)).isCloseTo(loss(1, 28), within(1e-6));
        assertThat(baseline.loss(SEP)).isCloseTo(loss(1, 28), within(1e-6));
        assertThat(baseline.loss(PAD)).isCloseTo(loss(1, 28), within(1e-6));
        assertThat(baseline.correct(UNK)).isEqualTo(1);
    }

    @Test
    void unknownWordsDoNotCountWhereTheyAreNeverMasked(SparkSession spark) {
        var baseline = baseline(pairs(spark, 3), MaskSelection.INDEPENDENT);

        assertThat(baseline.loss(UNK)).isCloseTo(loss(1, 16), within(1e-6));
        assertThat(baseline.loss(FISH)).isCloseTo(loss(7, 16), within(1e-6));
        assertThat(baseline.correct(UNK)).isZero();
        assertThat(baseline.correct(FISH)).isEqualTo(1);
    }

    /** The rule of what may be masked is written down twice, here and where masks are drawn: the two must not part. */
    @ParameterizedTest
    @EnumSource
    void countsWhatMaskingDraws(MaskSelection selection, SparkSession spark) {
        var config = new ExamplesConfig(
                64,
                20,
                0.5,
                selection,
                Replacement.ALL,
                1,
                0.1,
                Pairing.REFERENCE,
                Objective.NSP,
                false,
                true,
                List.of(),
                GatesConfig.OFF);
        Dataset<Row> pairs = pairs(spark, 30);
        Set<Integer> drawn = new TreeSet<>();
        for (Row row : MaskTokens.frozen(config, VOCABULARY, 5).apply(pairs).collectAsList()) {
            drawn.addAll(row.getList(row.fieldIndex(MaskedExamples.MASKED_LM_IDS)));
        }

        var baseline = baseline(pairs, selection);
        double never = baseline.loss(PAD);
        for (int id : PAIR) {
            assertThat(baseline.loss(id) < never).as(VOCABULARY.piece(id)).isEqualTo(drawn.contains(id));
        }
    }
}
