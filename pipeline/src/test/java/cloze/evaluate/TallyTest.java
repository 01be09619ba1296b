package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {
    /** Every sum is a fraction that doubles hold exactly, so the order of addition cannot show. */
    private static Tally tally(int number) {
        var tally = new Tally();
        for (int i = 0; i <= number; i++) {
            tally.addMasked(0.25 * i + number, i % 2);
            tally.addUnigram(0.5 * number, (i + number) % 2);
        }
        tally.addPair(0.125 * number, number % 2, number % 3 == 0 ? 1 : 0);
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
        tally.addMasked(0.5, 1);
        tally.addMasked(1.5, 0);
        tally.addMasked(4, 1);
        tally.addMasked(2, 1);
        tally.addUnigram(3, 1);
        tally.addUnigram(5, 0);
        tally.addUnigram(7, 0);
        tally.addUnigram(3, 0);
        tally.addPair(0.25, 1, 0);
        tally.addPair(0.75, 1, 0);
        tally.addPair(2, 0, 1);

        assertThat(tally.maskedLmCount()).isEqualTo(4);
        assertThat(tally.maskedLmLoss()).isEqualTo(2);
        assertThat(tally.maskedLmAccuracy()).isEqualTo(0.75);
        assertThat(tally.perplexity()).isEqualTo(Math.exp(2));
        assertThat(tally.unigramLoss()).isEqualTo(4.5);
        assertThat(tally.unigramAccuracy()).isEqualTo(0.25);
        assertThat(tally.nextSentenceCount()).isEqualTo(3);
        assertThat(tally.nextSentenceLoss()).isEqualTo(1);
        assertThat(tally.nextSentenceAccuracy()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(tally.majorityLabelAccuracy()).isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void theMajorityMayBeEitherLabel() {
        var tally = new Tally();
        tally.addPair(0, 0, 1);
        tally.addPair(0, 0, 1);
        tally.addPair(0, 0, 1);
        tally.addPair(0, 0, 0);

        assertThat(tally.majorityLabelAccuracy()).isEqualTo(0.75);
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

        assertThat(empty.maskedLmCount()).isZero();
        assertThat(empty.nextSentenceCount()).isZero();
        assertThat(empty.maskedLmLoss()).isNaN();
        assertThat(empty.maskedLmAccuracy()).isNaN();
        assertThat(empty.perplexity()).isNaN();
        assertThat(empty.nextSentenceAccuracy()).isNaN();
        assertThat(empty.majorityLabelAccuracy()).isNaN();
    }
}
