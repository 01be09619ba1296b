package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A year has no more false promotions than retrain.false-promotions says. deploy/false-promotions.sh prints the table for
 * other budgets.
 */
class FalsePromotionsTest {
    private static final int YEARS = Integer.getInteger("cloze.years", 1000);
    private static final double BUDGET = Double.parseDouble(System.getProperty("cloze.false-promotions", "0.5"));

    private static List<DocumentLosses> recorded;

    /** The test has as many frozen documents as were recorded; the command also looks at many. */
    private static List<Integer> sizes() {
        int own = recorded.get(0).size();
        return System.getProperty("cloze.years") == null ? List.of(own) : List.of(own, 1000);
    }

    @BeforeAll
    static void read() throws IOException {
        recorded = DocumentLosses.recorded();
    }

    private static SimulatedYears years(double gain, int frozen, boolean areShared) {
        return new SimulatedYears(
                recorded.stream().map(night -> night.shifted(gain)).toList(), frozen, areShared);
    }

    private static double atLeastOne(double[] promotions) {
        return Arrays.stream(promotions).filter(count -> count > 0).count() / (double) promotions.length;
    }

    /** Shows that the simulated standard errors are those of the bootstrap that a run makes. */
    @Test
    void theStandardErrorIsThatOfTheBootstrap() {
        for (DocumentLosses night : recorded) {
            var random = new SplittableRandom(3);
            double[] gains = new double[2000];
            for (int i = 0; i < gains.length; i++) {
                gains[i] = night.measured(night.draw(night.size(), random)).gain();
            }
            int[] all = new int[night.size()];
            Arrays.setAll(all, i -> i);
            double bootstrap = Math.sqrt(StatUtils.variance(gains));
            assertThat(night.measured(all).standardError()).isCloseTo(bootstrap, within(0.08 * bootstrap));
        }
    }

    @Test
    void aYearWithoutProgressHasNoMoreFalsePromotionsThanPromised() {
        System.out.printf(Locale.ROOT, "%d years, %d recorded comparisons%n", YEARS, recorded.size());
        System.out.println(
                "| true gain | frozen documents | rule | frozen documents of a year | false promotions per year | years with any |");
        for (int frozen : sizes()) {
            for (boolean areShared : List.of(false, true)) {
                SimulatedYears none = years(0, frozen, areShared);
                double[] before = none.promotions(YEARS, SimulatedYears.eachNight());
                double[] now = none.promotions(YEARS, SimulatedYears.spending(BUDGET));
                print(frozen, "each-night", areShared, before);
                print(frozen, "alpha-spending", areShared, now);

                double chance = 3 * Math.sqrt(StatUtils.variance(now) / YEARS);
                assertThat(StatUtils.mean(now)).isLessThanOrEqualTo(BUDGET + chance);
                assertThat(atLeastOne(now)).isLessThanOrEqualTo(BUDGET + chance);
                if (!areShared) {
                    assertThat(StatUtils.mean(before))
                            .as("each night by itself")
                            .isBetween(3.0, 10.0);
                }
            }
        }
    }

    private static void print(int frozen, String rule, boolean areShared, double... promotions) {
        System.out.printf(
                Locale.ROOT,
                "| 0 | %d | %s | %s | %.3f | %.1f %% |%n",
                frozen,
                rule,
                areShared ? "the same" : "drawn each night",
                StatUtils.mean(promotions),
                100 * atLeastOne(promotions));
    }

    @Test
    void aGainIsStillPromoted() {
        System.out.println("| true gain | frozen documents | rule | promoted in one night | nights needed, mean |");
        int years = Math.max(200, YEARS / 5);
        for (int frozen : sizes()) {
            for (double gain : new double[] {0.01, 0.02, 0.05}) {
                SimulatedYears better = years(gain, frozen, false);
                double[] before = better.nightsNeeded(years, SimulatedYears.eachNight());
                double[] now = better.nightsNeeded(years, SimulatedYears.spending(BUDGET));
                print(gain, frozen, "each-night", before);
                print(gain, frozen, "alpha-spending", now);
                if (gain == 0.05) {
                    assertThat(StatUtils.mean(now)).isLessThan(2);
                }
            }
        }
    }

    private static void print(double gain, int frozen, String rule, double... nights) {
        System.out.printf(
                Locale.ROOT,
                "| %.2f | %d | %s | %.1f %% | %.1f |%n",
                gain,
                frozen,
                rule,
                100.0 * Arrays.stream(nights).filter(needed -> needed == 1).count() / nights.length,
                StatUtils.mean(nights));
    }
}
