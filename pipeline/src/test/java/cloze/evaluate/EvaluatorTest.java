package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.ceiling.Ceilings;
import cloze.config.EvaluationConfig;
import cloze.config.SliceKind;
import cloze.tensor.Tensor;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class EvaluatorTest {
    private static final int COUNT = 23;
    private static final int MASK = 4;

    private static Evaluator evaluator(SparkSession spark, List<Tensor> parameters, int batchSize) {
        return new Evaluator(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                TinyModel.NETWORK,
                parameters,
                new EvaluationConfig(batchSize, 0, 20, List.of()),
                9);
    }

    /** Only piece 5 was ever seen, 30 times; one is added to each of the 30 counts. */
    private static References baseline() {
        long[] counts = new long[TinyModel.PIECES];
        counts[5] = 30;
        var pieces = new PieceCounts(counts, List.of());
        UnigramBaseline unigram = UnigramBaseline.of(pieces);
        return new References(
                unigram,
                BigramBaseline.unseen(TinyModel.PIECES, unigram),
                Ceilings.unknown("made up"),
                new Slicing(List.of(SliceKind.values()), FrequencyDeciles.of(pieces), PieceClasses.unknown(), MASK));
    }

    private static long occurrences(int piece) {
        long count = 0;
        for (int number = 0; number < COUNT; number++) {
            for (int id : TinyModel.example(number).maskedIds()) {
                count += id == piece ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aModelOfZeroesIsAsUncertainAsCanBe(SparkSession spark) {
        Tally total = evaluator(spark, TinyModel.zero(), 4)
                .measure(TinyModel.examples(spark, COUNT), baseline())
                .total();

        assertThat(total.maskedLmCount()).isEqualTo(2 * COUNT);
        assertThat(total.nextSentenceCount()).isEqualTo(COUNT);
        assertThat(total.maskedLmLoss()).isCloseTo(Math.log(TinyModel.PIECES), within(1e-5));
        assertThat(total.perplexity()).isCloseTo(TinyModel.PIECES, within(1e-3));
        assertThat(total.nextSentenceLoss()).isCloseTo(Math.log(2), within(1e-5));
        // 12 of 23 examples have an even number, whose label is 0.
        assertThat(total.majorityLabelAccuracy()).isCloseTo(12.0 / 23, within(1e-12));
    }

    @Test
    void theBaselineAnswersTheSamePositions(SparkSession spark) {
        Tally total = evaluator(spark, TinyModel.zero(), 4)
                .measure(TinyModel.examples(spark, COUNT), baseline())
                .total();

        double share = occurrences(5) / (2.0 * COUNT);
        assertThat(total.unigramAccuracy()).isCloseTo(share, within(1e-12));
        assertThat(total.unigramLoss())
                .isCloseTo(share * -Math.log(31 / 60.0) + (1 - share) * Math.log(60), within(1e-5));
    }

    @Test
    void partitionsAndBatchSizesDoNotMatter(SparkSession spark) {
        List<Tensor> parameters = TinyModel.initialized();
        var examples = TinyModel.examples(spark, COUNT);
        DocumentBootstrap one = evaluator(spark, parameters, 64)
                .measure(examples.repartition(1), baseline())
                .bootstrap();
        DocumentBootstrap many = evaluator(spark, parameters, 3)
                .measure(examples.repartition(5), baseline())
                .bootstrap();

        assertThat(many.total().maskedLmLoss()).isCloseTo(one.total().maskedLmLoss(), within(1e-5));
        assertThat(many.total().maskedLmAccuracy()).isEqualTo(one.total().maskedLmAccuracy());
        assertThat(many.total().nextSentenceLoss()).isCloseTo(one.total().nextSentenceLoss(), within(1e-5));
        assertThat(many.interval(Tally::maskedLmLoss).get(0))
                .isCloseTo(one.interval(Tally::maskedLmLoss).get(0), within(1e-5));
        assertThat(many.interval(Tally::nextSentenceCount)).isEqualTo(one.interval(Tally::nextSentenceCount));
    }

    @Test
    void aPartitionWithoutExamplesBuildsNoNetwork(SparkSession spark) {
        // Opening a network of these parameters fails.
        Evaluator unusable = evaluator(spark, List.of(), 4);
        var nothing = TinyModel.examples(spark, COUNT).where("example_id = ''").repartition(3);

        assertThat(unusable.measure(nothing, baseline()).total().maskedLmCount())
                .isZero();
        assertThatThrownBy(() -> unusable.measure(TinyModel.examples(spark, COUNT), baseline()))
                .hasMessageContaining("expected parameter");
    }
}
