package cloze.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void threeValuesHaveStudentsIntervalWithTwoDegreesOfFreedom() {
        // Mean 4, standard deviation 2, so 4 -+ 4.30265 * 2 / sqrt(3).
        Interval interval = Interval.ofMean(2, 4, 6).orElseThrow();

        assertThat(interval.low()).isCloseTo(4 - 4.968275423687, within(1e-9));
        assertThat(interval.high()).isCloseTo(4 + 4.968275423687, within(1e-9));
    }

    @Test
    void twoValuesHaveOneDegreeOfFreedom() {
        // Mean 0.5, standard error 0.5.
        Interval interval = Interval.ofMean(0, 1).orElseThrow();

        assertThat(interval.low()).isCloseTo(0.5 - 6.35310236809, within(1e-9));
        assertThat(interval.high()).isCloseTo(0.5 + 6.35310236809, within(1e-9));
    }

    @Test
    void manyValuesHaveNearlyTheNormalsInterval() {
        // 16 pairs of -1 and 1: variance 32 / 31, 31 degrees of freedom.
        double[] values = IntStream.range(0, 32).mapToDouble(i -> i % 2 * 2 - 1).toArray();
        Interval interval = Interval.ofMean(values).orElseThrow();

        assertThat(interval.high()).isCloseTo(2.0395134464 * Math.sqrt(1.0 / 31), within(1e-9));
        assertThat(interval.low()).isCloseTo(-interval.high(), within(1e-12));
    }

    @Test
    void equalValuesHaveAnIntervalOfNoWidth() {
        assertThat(Interval.ofMean(0.25, 0.25, 0.25)).hasValue(new Interval(0.25, 0.25));
    }

    @Test
    void oneValueSaysNothingOfItsSpread() {
        assertThat(Interval.ofMean(3)).isEmpty();
        assertThat(Interval.ofMean()).isEmpty();
    }
}
