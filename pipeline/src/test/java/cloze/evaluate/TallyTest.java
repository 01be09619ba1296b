package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import org.junit.jupiter.api.Test;

class TallyTest {
    /** Every sum is a fraction that doubles hold exactly, so the order of addition cannot show. */
    private static Tally tally(int number) {
        var tally = new Tally();
        for (int i = 0; i <= number; i++) {
            Answers.addMasked(tally, 0.25 * i + number, i % 2);
            Answers.addUnigram(tally, 0.5 * number, (i + number) % 2);
        }
        Answers.addPair(tally, 0.125 * number, number % 2, number % 3 == 0 ? 1 : 0);
        return tally;
    }

    private static Tally sum(Tally... parts) {
        var sum = new Tally();
        for (Tally part : parts) {
            sum.add(part, 1);
        }
        return sum;
    }

    private static void assertSame(Tally one, Tally other) {
        assertThat(one).usingRecursiveComparison().isEqualTo(other);
    }

    @Test
    void metricsAreMeansOverWhatWasAdded() {
        var tally = new Tally();
        Answers.addMasked(tally, 0.5, 1);
        Answers.addMasked(tally, 1.5, 0);
        Answers.addMasked(tally, 4, 1);
        Answers.addMasked(tally, 2, 1);
        Answers.addUnigram(tally, 3, 1);
        Answers.addUnigram(tally, 5, 0);
        Answers.addUnigram(tally, 7, 0);
        Answers.addUnigram(tally, 3, 0);
        Answers.addPair(tally, 0.25, 1, 0);
        Answers.addPair(tally, 0.75, 1, 0);
        Answers.addPair(tally, 2, 0, 1);

        assertThat(tally.count(Task.MASKED_LM)).isEqualTo(4);
        assertThat(tally.value(Metrics.loss(Task.MASKED_LM))).isEqualTo(2);
        assertThat(tally.value(Metrics.accuracy(Task.MASKED_LM))).isEqualTo(0.75);
        assertThat(tally.value(Metrics.PERPLEXITY)).isEqualTo(Math.exp(2));
        assertThat(tally.value(Metrics.baseline(Predictor.UNIGRAM, Quantity.LOSS)))
                .isEqualTo(4.5);
        assertThat(tally.value(Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY)))
                .isEqualTo(0.25);
        assertThat(tally.count(Task.NEXT_SENTENCE)).isEqualTo(3);
        assertThat(tally.value(Metrics.loss(Task.NEXT_SENTENCE))).isEqualTo(1);
        assertThat(tally.value(Metrics.accuracy(Task.NEXT_SENTENCE))).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(tally.value(Metrics.majority(Task.NEXT_SENTENCE))).isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void theMajorityMayBeEitherLabel() {
        var tally = new Tally();
        Answers.addPair(tally, 0, 0, 1);
        Answers.addPair(tally, 0, 0, 1);
        Answers.addPair(tally, 0, 0, 1);
        Answers.addPair(tally, 0, 0, 0);

        assertThat(tally.value(Metrics.majority(Task.NEXT_SENTENCE))).isEqualTo(0.75);
    }

    @Test
    void additionIsCommutative() {
        assertSame(sum(tally(1), tally(2)), sum(tally(2), tally(1)));
    }

    @Test
    void additionIsAssociative() {
        assertSame(sum(sum(tally(1), tally(2)), tally(3)), sum(tally(1), sum(tally(2), tally(3))));
    }

    @Test
    void anEmptyTallyAddsNothing() {
        assertSame(sum(tally(4), new Tally()), tally(4));
    }

    @Test
    void aWeightCountsSoManyTimes() {
        var weighted = new Tally();
        weighted.add(tally(3), 3);

        assertSame(weighted, sum(tally(3), tally(3), tally(3)));
    }

    @Test
    void whatWasNeverAddedIsNotANumber() {
        var empty = new Tally();

        assertThat(empty.count(Task.MASKED_LM)).isZero();
        assertThat(empty.count(Task.NEXT_SENTENCE)).isZero();
        assertThat(empty.value(Metrics.loss(Task.MASKED_LM))).isNaN();
        assertThat(empty.value(Metrics.accuracy(Task.MASKED_LM))).isNaN();
        assertThat(empty.value(Metrics.PERPLEXITY)).isNaN();
        assertThat(empty.value(Metrics.accuracy(Task.NEXT_SENTENCE))).isNaN();
        assertThat(empty.value(Metrics.majority(Task.NEXT_SENTENCE))).isNaN();
    }
}
