package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.retrain.AlphaSpending.Spent;
import cloze.retrain.Evidence.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphaSpendingTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");
    private static final double BUDGET = 0.73;

    private static Instant hours(long count) {
        return BEGIN.plus(Duration.ofHours(count));
    }

    /** Nights that spend what they may, {@code hours} apart. */
    private static List<Spent> nights(int count, long hours) {
        List<Spent> past = new ArrayList<>(List.of(new Spent(BEGIN, 0)));
        for (int night = 1; night <= count; night++) {
            Instant now = hours(night * hours);
            past.add(new Spent(now, new AlphaSpending(BUDGET, past).level(now)));
        }
        return past;
    }

    @Test
    void aNightSpendsItsShareOfTheYear() {
        assertThat(nights(400, 24)).last().extracting(Spent::probability).isEqualTo(BUDGET / 365);
        // A timer that starts at one day and then at another minute makes no difference.
        assertThat(nights(3, 23)).last().extracting(Spent::probability).isEqualTo(BUDGET / 365);
    }

    @Test
    void nightsWithoutAComparisonAreSavedForTheNext() {
        assertThat(nights(1, 7 * 24)).last().extracting(Spent::probability).isEqualTo(7 * BUDGET / 365);
    }

    @Test
    void noMoreIsSavedThanAMonthAndThanANightByItselfWouldAllow() {
        assertThat(new AlphaSpending(0.1, List.of(new Spent(BEGIN, 0))).level(hours(24 * 200)))
                .isEqualTo(30 * 0.1 / 365);
        assertThat(new AlphaSpending(100, List.of(new Spent(BEGIN, 0))).level(hours(24)))
                .isEqualTo(0.025);
    }

    @Test
    void inNo365DaysIsMoreSpentThanTheBudgetHoweverOftenItRuns() {
        for (long hours : List.of(1L, 5L, 24L, 100L)) {
            List<Spent> past = nights(1000, hours);
            for (Spent night : past) {
                double within = past.stream()
                        .filter(other -> !other.finished().isAfter(night.finished())
                                && other.finished().isAfter(night.finished().minus(AlphaSpending.YEAR)))
                        .mapToDouble(Spent::probability)
                        .sum();
                assertThat(within).isLessThan(BUDGET + 1e-9);
            }
        }
    }

    @Test
    void whatWasSpentComesBackAfterAYear() {
        List<Spent> past = nights(365, 1);
        assertThat(new AlphaSpending(BUDGET, past).level(hours(366))).isZero();
        assertThat(new AlphaSpending(BUDGET, past).level(hours(365 * 24 + 2))).isPositive();
    }

    @Test
    void aGainThatIsSignificantAtTheLevelIsPromoted() {
        var rule = new SpendingRule(0, 0.5, 0.001);
        // t = 4 with 199 degrees of freedom: p = 4.5e-5, times 1.5; t = 3: p = 1.5e-3.
        assertThat(new GainTest(0.04, 0.01, 200).pValue(0)).isCloseTo(1.5 * 4.46e-5, within(1e-6));
        assertThat(rule.decide(new GainTest(0.04, 0.01, 200), Recent.NONE).promoted())
                .isTrue();
        assertThat(rule.decide(new GainTest(0.03, 0.01, 200), Recent.NONE).promoted())
                .isFalse();
        assertThat(rule.decide(new GainTest(0.04, 0.01, 5), Recent.NONE).promoted())
                .as("five documents")
                .isFalse();
        assertThat(new SpendingRule(0.02, 0.5, 0.001)
                        .decide(new GainTest(0.04, 0.01, 200), Recent.NONE)
                        .promoted())
                .as("a gain of at least .02")
                .isFalse();
    }

    @Test
    void aLossOnRecentNightsKeepsTheChampion() {
        var rule = new SpendingRule(0, 0.5, 0.001);
        var gain = new GainTest(0.04, 0.01, 200);
        assertThat(rule.decide(gain, new Recent(300, -0.01, -0.03, 0.01)).promoted())
                .isTrue();
        PromotionRule.Verdict worse = rule.decide(gain, new Recent(300, -0.02, -0.03, -0.01));
        assertThat(worse.promoted()).isFalse();
        assertThat(worse.reason())
                .isEqualTo(
                        "gain in loss 0.0400 nats on the frozen held-out documents, p = 6.7e-05, level of this night 0.0010; -0.0200 (95 % interval -0.0300 to -0.0100) on 300 held-out documents of recent nights, which must not show a loss beyond chance");
    }

    @Test
    void whereNothingIsLeftOrMeasuredNothingIsPromoted() {
        PromotionRule.Verdict spent = new SpendingRule(0, 0.5, 0).decide(new GainTest(1, 0.01, 200), Recent.NONE);
        assertThat(spent.promoted()).isFalse();
        assertThat(spent.reason()).endsWith("nothing is left of retrain.false-promotions = 0.5 for these 365 days");
        assertThat(new GainTest(Double.NaN, Double.NaN, 200).pValue(-10)).isEqualTo(1);
        assertThat(new GainTest(1, Double.NaN, 0).pValue(0)).isEqualTo(1);
    }
}
