package cloze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
    private static final Confusion SOME = new Confusion(new long[][] {{8, 2, 0}, {1, 5, 0}, {0, 0, 0}});

    @Test
    void accuracyIsTheShareOfHits() {
        assertThat(SOME.texts()).isEqualTo(16);
        assertThat(SOME.accuracy()).isEqualTo(13.0 / 16);
    }

    @Test
    void f1IsTheMeanOverLabelsThatOccur() {
        assertThat(SOME.macroF1()).isCloseTo((16.0 / 19 + 10.0 / 13) / 2, within(1e-12));
        assertThat(new Confusion(new long[][] {{0, 4}, {0, 0}}).macroF1()).isZero();
    }

    @Test
    void foldsAddUp() {
        Confusion twice = SOME.with(SOME);
        assertThat(twice.texts()).isEqualTo(32);
        assertThat(twice.accuracy()).isEqualTo(SOME.accuracy());
        assertThat(SOME.texts()).isEqualTo(16);
    }

    @Test
    void theIntervalIsThatOfAShareOfSoManyTexts() {
        var share = new Confusion(new long[][] {{300, 100}, {0, 0}});
        List<Double> ends = share.interval(2000, 7);
        // 1.96 standard errors of a share of 0.75 among 400.
        double half = 1.96 * Math.sqrt(0.75 * 0.25 / 400);
        assertThat(ends.get(0)).isCloseTo(0.75 - half, within(0.006));
        assertThat(ends.get(1)).isCloseTo(0.75 + half, within(0.006));
        assertThat(share.interval(2000, 7)).isEqualTo(ends);
        assertThat(share.interval(0, 7)).containsExactly(Double.NaN, Double.NaN);
    }
}
