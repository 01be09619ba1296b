package cloze.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampledShareTest {
    private static SampledShare share() {
        return new SampledShare("documents", "train", "unk_share");
    }

    /** By hand: R = 0.25, residuals +-5 of 32 stretches of 100; s = 4.073 sqrt(32 / 31 * 32 * 25) / 3200. */
    @Test
    void theMarginIsThatOfARatioOverClusters() {
        SampledShare share = share();
        for (int stretch = 0; stretch < 32; stretch++) {
            share.add(stretch % 2 == 0 ? 20 : 30, 100);
        }
        assertThat(share.value()).isEqualTo(0.25);
        assertThat(share.margin()).isCloseTo(4.073 * Math.sqrt(800 * 32.0 / 31) / 3200, within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void fewPlacesProveNothing() {
        SampledShare share = share();
        for (int stretch = 0; stretch < 32; stretch++) {
            share.add(stretch < 15 ? 100 : 0, stretch < 15 ? 100 : 0);
        }
        assertThat(share.margin()).isInfinite();
        assertThat(share.shown()).contains("in 15 place(s)");
    }

    /** Stretches whose share differs much from one to the next, as in a corpus sorted by source. */
    @Test
    void theIntervalAlmostAlwaysHoldsTheTruth() {
        int missed = 0;
        var random = new SplittableRandom(1);
        for (int corpus = 0; corpus < 2_000; corpus++) {
            SampledShare share = share();
            for (int stretch = 0; stretch < 32; stretch++) {
                double own = random.nextDouble() < 0.3 ? 0.5 : 0.1;
                double whole = 50 + random.nextInt(100);
                share.add(own * whole, whole);
            }
            missed += Math.abs(share.value() - 0.22) > share.margin() ? 1 : 0;
        }
        assertThat(missed).isLessThan(20);
    }
}
