package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.ceiling.Ceilings;
import cloze.config.SliceKind;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.tensor.Tensor;
import cloze.testing.SparkSessionExtension;
import cloze.train.state.BroadcastParameters;
import cloze.train.synchronisation.FlatParameters;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class EvaluatorTest {
    private static final int COUNT = 23;
    private static final int MASK = 4;
    private static final int SAMPLES = 20;
    private static final long SEED = 9;

    private static Evaluator evaluator(SparkSession spark, List<Tensor> parameters, int batchSize) {
        float[] flat = FlatParameters.of(TinyModel.NETWORK).flat(parameters, "this test");
        var copies = new BroadcastParameters(JavaSparkContext.fromSparkContext(spark.sparkContext()), flat);
        return new Evaluator(TinyModel.NETWORK, copies, batchSize);
    }

    /** Only piece 5 was ever seen, 30 times; one is added to each of the 30 counts. */
    private static References baseline() {
        long[] counts = new long[TinyModel.PIECES];
        counts[5] = 30;
        var pieces = new PieceCounts(counts, List.of());
        UnigramBaseline unigram = UnigramBaseline.of(pieces);
        return new References(
                unigram,
                new BigramBaseline(unigram, List.of(), new long[TinyModel.PIECES]),
                Ceilings.unknown("made up"),
                new Slicing(
                        List.of(SliceKind.values()), FrequencyDeciles.of(pieces), new PieceClasses(Map.of()), MASK));
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
                .measure(TinyModel.examples(spark, COUNT), baseline(), SAMPLES, SEED)
                .total();

        assertThat(total.count(Task.MASKED_LM)).isEqualTo(2 * COUNT);
        assertThat(total.count(Task.NEXT_SENTENCE)).isEqualTo(COUNT);
        assertThat(total.value(Metrics.loss(Task.MASKED_LM))).isCloseTo(Math.log(TinyModel.PIECES), within(1e-5));
        assertThat(total.value(Metrics.PERPLEXITY)).isCloseTo(TinyModel.PIECES, within(1e-3));
        assertThat(total.value(Metrics.loss(Task.NEXT_SENTENCE))).isCloseTo(Math.log(2), within(1e-5));
        // 12 of 23 examples have an even number, whose label is 0.
        assertThat(total.value(Metrics.majority(Task.NEXT_SENTENCE))).isCloseTo(12.0 / 23, within(1e-12));
    }

    @Test
    void theBaselineAnswersTheSamePositions(SparkSession spark) {
        Tally total = evaluator(spark, TinyModel.zero(), 4)
                .measure(TinyModel.examples(spark, COUNT), baseline(), SAMPLES, SEED)
                .total();

        double share = occurrences(5) / (2.0 * COUNT);
        assertThat(total.value(Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY)))
                .isCloseTo(share, within(1e-12));
        assertThat(total.value(Metrics.baseline(Predictor.UNIGRAM, Quantity.LOSS)))
                .isCloseTo(share * -Math.log(31 / 60.0) + (1 - share) * Math.log(60), within(1e-5));
    }

    @Test
    void partitionsAndBatchSizesDoNotMatter(SparkSession spark) {
        List<Tensor> parameters = TinyModel.initialized();
        var examples = TinyModel.examples(spark, COUNT);
        DocumentBootstrap one = evaluator(spark, parameters, 64)
                .measure(examples.repartition(1), baseline(), SAMPLES, SEED)
                .bootstrap();
        DocumentBootstrap many = evaluator(spark, parameters, 3)
                .measure(examples.repartition(5), baseline(), SAMPLES, SEED)
                .bootstrap();

        assertThat(many.total().value(Metrics.loss(Task.MASKED_LM)))
                .isCloseTo(one.total().value(Metrics.loss(Task.MASKED_LM)), within(1e-5));
        assertThat(many.total().value(Metrics.accuracy(Task.MASKED_LM)))
                .isEqualTo(one.total().value(Metrics.accuracy(Task.MASKED_LM)));
        assertThat(many.total().value(Metrics.loss(Task.NEXT_SENTENCE)))
                .isCloseTo(one.total().value(Metrics.loss(Task.NEXT_SENTENCE)), within(1e-5));
        assertThat(many.interval(tally -> tally.value(Metrics.loss(Task.MASKED_LM)))
                        .get(0))
                .isCloseTo(
                        one.interval(tally -> tally.value(Metrics.loss(Task.MASKED_LM)))
                                .get(0),
                        within(1e-5));
        assertThat(many.interval(tally -> tally.count(Task.NEXT_SENTENCE)))
                .isEqualTo(one.interval(tally -> tally.count(Task.NEXT_SENTENCE)));
    }

    @Test
    void aScoreIsThatOfTheMeasurement(SparkSession spark) {
        Evaluator evaluator = evaluator(spark, TinyModel.initialized(), 4);
        var examples = TinyModel.examples(spark, COUNT).repartition(3).cache();

        TaskScores scores = evaluator.score(examples);

        assertThat(scores.of(Task.MASKED_LM).count()).isEqualTo(2 * COUNT);
        assertThat(scores)
                .isEqualTo(evaluator
                        .measure(examples, baseline(), SAMPLES, SEED)
                        .total()
                        .scores());
    }

    @Test
    void aPartitionWithoutExamplesBuildsNoNetwork(SparkSession spark) {
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var unusable = new Evaluator(
                TinyModel.NETWORK,
                count -> context.parallelize(Collections.nCopies(count, 0), count)
                        .map(partition -> flat -> {
                            throw new IllegalStateException("a network received its parameters");
                        }),
                4);
        var nothing = TinyModel.examples(spark, COUNT).where("example_id = ''").repartition(3);

        assertThat(unusable.measure(nothing, baseline(), SAMPLES, SEED).total().count(Task.MASKED_LM))
                .isZero();
        assertThatThrownBy(() -> unusable.measure(TinyModel.examples(spark, COUNT), baseline(), SAMPLES, SEED))
                .hasMessageContaining("a network received its parameters");
    }
}
