package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig.MaskSelection;
import cloze.dataset.SentencePairs;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class BigramBaselineTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "c"), "test");
    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int MASK = 4;
    private static final int A = 5;
    private static final int B = 6;
    private static final int C = 7;

    /** Behind a: b twice, c once. Behind b: c and a. Nothing behind c, nor before the end. */
    private static final int[] PAIR = {CLS, A, B, A, C, SEP, B, C, SEP, B, A, B, SEP};

    private static final PieceCounts PIECES =
            new PieceCounts(new long[] {0, 0, 0, 0, 0, 3, 4, 2}, List.of(0, 1, 2, 3, 4));
    private static final UnigramBaseline UNIGRAM = UnigramBaseline.of(PIECES);

    private static Dataset<Row> pairs(SparkSession spark) {
        List<Row> rows = IntStream.range(0, 4)
                .mapToObj(i -> "%032x".formatted(i))
                .map(document -> RowFactory.create(
                        document + "/0/0", document, document, "train", PAIR, new int[PAIR.length], 0))
                .toList();
        return spark.createDataset(rows, SentencePairs.CONTRACT.encoder())
                .toDF()
                .repartition(3);
    }

    private static double unigram(int id) {
        return Math.exp(-UNIGRAM.loss(id));
    }

    @Test
    void thePieceBeforeTellsWhatFollows(SparkSession spark) {
        BigramBaseline baseline = BigramBaseline.of(pairs(spark), PIECES, UNIGRAM);

        assertThat(baseline.correct(A, B)).isEqualTo(1);
        assertThat(baseline.correct(A, C)).isZero();
        // Of the four pairs: b 8 times and c 4 times behind a; two kinds.
        assertThat(baseline.loss(A, B)).isCloseTo(-Math.log((8 + 2 * unigram(B)) / 14), within(1e-6));
        assertThat(baseline.loss(A, C)).isCloseTo(-Math.log((4 + 2 * unigram(C)) / 14), within(1e-6));
        assertThat(baseline.loss(A, A)).isCloseTo(-Math.log(2 * unigram(A) / 14), within(1e-6));
    }

    @Test
    void probabilitiesSumToOne(SparkSession spark) {
        for (int most : List.of(1, 3, 100)) {
            BigramBaseline baseline = BigramBaseline.of(pairs(spark), PIECES, UNIGRAM, most);
            for (int before = 0; before < VOCABULARY.size(); before++) {
                int piece = before;
                double sum = IntStream.range(0, VOCABULARY.size())
                        .mapToDouble(id -> Math.exp(-baseline.loss(piece, id)))
                        .sum();
                assertThat(sum)
                        .as("%d behind %s", most, VOCABULARY.piece(before))
                        .isCloseTo(1, within(1e-6));
            }
        }
    }

    @Test
    void behindAHiddenPieceItKnowsFrequenciesAlone(SparkSession spark) {
        BigramBaseline baseline = BigramBaseline.of(pairs(spark), PIECES, UNIGRAM);

        assertThat(baseline.loss(MASK, C)).isEqualTo(UNIGRAM.loss(C));
        assertThat(baseline.correct(MASK, B)).isEqualTo(1);
    }

    @Test
    void rareBigramsOfALargeCorpusCountAsUnseen(SparkSession spark) {
        // Behind [SEP] stands b, 8 times; behind a, b as often: the smaller id is held.
        BigramBaseline baseline = BigramBaseline.of(pairs(spark), PIECES, UNIGRAM, 1);

        assertThat(baseline.loss(SEP, B)).isCloseTo(-Math.log((8 + unigram(B)) / 9), within(1e-6));
        assertThat(baseline.loss(A, B)).isCloseTo(UNIGRAM.loss(B), within(1e-6));
    }

    @Test
    void specialsAreNeverAskedFor(SparkSession spark) {
        PieceCounts counted = PieceCounts.of(pairs(spark), VOCABULARY, MaskSelection.INDEPENDENT);

        assertThat(counted.neverAsked()).containsExactly(0, 1, 2, 3, 4);
        assertThat(counted.counts()).containsExactly(0, 0, 0, 0, 0, 12, 16, 8);
        assertThat(PieceCounts.of(pairs(spark), VOCABULARY, MaskSelection.FIXED_COUNT)
                        .neverAsked())
                .containsExactly(0, 2, 3, 4);
    }
}
