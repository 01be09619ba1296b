package cloze.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthHistogramTest {
    private static LengthHistogram of(int... lengths) {
        var histogram = new LengthHistogram();
        IntStream.of(lengths).forEach(histogram::add);
        return histogram;
    }

    @Test
    void countsExamplesAndTokens() {
        LengthHistogram lengths = of(5, 20, 5, 40);

        assertThat(lengths.examples()).isEqualTo(4);
        assertThat(lengths.tokens()).isEqualTo(70);
        assertThat(lengths.mean()).isEqualTo(17.5);
        assertThat(lengths.longest()).isEqualTo(40);
        assertThat(lengths.between(0, 16)).isEqualTo(2);
        assertThat(lengths.between(16, 99)).isEqualTo(2);
        assertThat(lengths.between(50, 60)).isZero();
    }

    @Test
    void theLongestOfTwoIsTheMeanOverAllChoicesOfTwo() {
        // Pairs of {1, 2, 4}: longest 2, 4, 4.
        assertThat(of(1, 2, 4).meanLongestOf(2)).isCloseTo(10 / 3.0, within(1e-12));
        // Of {3, 3, 5}: 3, 5, 5.
        assertThat(of(3, 3, 5).meanLongestOf(2)).isCloseTo(13 / 3.0, within(1e-12));
        assertThat(of(1, 2, 4).meanLongestOf(1)).isCloseTo(7 / 3.0, within(1e-12));
    }

    @Test
    void fewerExamplesThanAMinibatchAreOneMinibatch() {
        assertThat(of(3, 9, 4).meanLongestOf(32)).isEqualTo(9);
        assertThat(of().meanLongestOf(32)).isZero();
    }

    @Test
    void aPartHoldsTheLengthsOfItsRange() {
        LengthHistogram part = of(5, 20, 5, 21, 40).part(5, 21);

        assertThat(part.examples()).isEqualTo(3);
        assertThat(part.longest()).isEqualTo(20);
        assertThat(of(5, 20).part(21, 30).examples()).isZero();
    }

    @Test
    void partsAddUp() {
        LengthHistogram sum = of(5, 20);
        sum.add(of(5, 40));

        assertThat(sum.meanLongestOf(2)).isEqualTo(of(5, 20, 5, 40).meanLongestOf(2));
        assertThat(sum.tokens()).isEqualTo(70);
    }
}
