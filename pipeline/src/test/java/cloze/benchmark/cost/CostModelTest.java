package cloze.benchmark.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostModelTest {
    /**
     * Half a second, half a millisecond per task, a fifth of a second of each executor, 3 ns per byte, a network that reaches
     * four fifths of its bandwidth.
     */
    private static final double[] SLICES = {0.5, 0.5, 0.2, 3, 1.25};

    /** Half a second, 1 ns per byte of the broadcast, 2 ns per byte and worker, a network at its bandwidth. */
    private static final double[] DRIVER = {0.5, 1, 2, 1};

    private static Cluster cluster(double parameters, int workers, int processors, double bandwidth) {
        return new Cluster(parameters, workers, Math.min(workers, 16), processors, bandwidth, 1);
    }

    private static List<Measurement> made(RouteTerms terms, double[] constants, double bandwidth, int... workers) {
        List<Measurement> measured = new ArrayList<>();
        for (double parameters : new double[] {1e6, 4e6, 11e6}) {
            for (int number : workers) {
                Cluster cluster = cluster(parameters, number, 2, bandwidth);
                double seconds = 0;
                for (int term = 0; term < constants.length; term++) {
                    seconds += constants[term] * terms.of(cluster)[term];
                }
                measured.add(new Measurement(cluster, seconds));
            }
        }
        return measured;
    }

    @Test
    void findsTheConstantsThatMadeTheMeasurements() {
        assertThat(CostModel.fit(RouteTerms.SLICES, made(RouteTerms.SLICES, SLICES, 25e6, 2, 4, 8, 16, 32))
                        .constants())
                .containsExactly(SLICES, within(1e-6));
        assertThat(CostModel.fit(RouteTerms.DRIVER, made(RouteTerms.DRIVER, DRIVER, 0, 2, 4, 8))
                        .constants())
                .containsExactly(DRIVER, within(1e-6));
    }

    @Test
    void theDriversOwnTimeSaysWhatATaskCosts() {
        // Executors that share the driver's processors make tasks look expensive: 20 ms each, of which the driver needs
        // 0.4 ms.
        List<Measurement> measured = IntStream.of(4, 250, 1000)
                .mapToObj(workers -> new Measurement(
                        new Cluster(40_000, workers, 16, 2, 0, 1),
                        0.02 * workers,
                        OptionalDouble.of(0.05 + 0.4e-3 * (workers + 17))))
                .toList();
        CostModel model = CostModel.fit(RouteTerms.SLICES, measured);

        assertThat(model.constants()[RouteTerms.TASK]).isCloseTo(0.4, within(1e-6));
        assertThat(model.overhead(measured.get(2).cluster())).isCloseTo(20, within(1.0));
        assertThat(model.overhead(cluster(40_000, 1000, 1000, 0))).isLessThan(1);
    }

    @Test
    void aNetworkThatNobodyMeasuredReachesItsBandwidth() {
        CostModel found = CostModel.fit(RouteTerms.SLICES, made(RouteTerms.SLICES, SLICES, 0, 2, 4, 8));
        assertThat(found.constants()[RouteTerms.SLICES.network()]).isEqualTo(1);
    }

    @Test
    void noNetworkIsFasterThanItsBandwidth() {
        double[] tooFast = {0.5, 0.5, 0.2, 3, 0.5};
        CostModel found = CostModel.fit(RouteTerms.SLICES, made(RouteTerms.SLICES, tooFast, 25e6, 2, 4, 8, 16, 32));
        assertThat(found.constants()[RouteTerms.SLICES.network()]).isEqualTo(1);
        Cluster measured = cluster(11e6, 8, 2, 25e6);
        assertThat(found.overhead(measured)).isGreaterThan(RouteTerms.SLICES.of(measured)[RouteTerms.SLICES.network()]);
    }

    @Test
    void neverFindsThatMoreWorkCostsLess() {
        CostModel found = CostModel.fit(
                RouteTerms.DRIVER,
                List.of(new Measurement(cluster(1e6, 1, 2, 0), 0.5), new Measurement(cluster(1e6, 2, 2, 0), 0.4)));
        assertThat(found.constants()[2]).isZero();
        assertThat(found.overhead(cluster(1e6, 5, 5, 1e9))).isPositive();
    }

    @Test
    void countsTheBytesOfACardAndTheTurnsOfAProcessor() {
        CostModel model = CostModel.fit(RouteTerms.SLICES, made(RouteTerms.SLICES, SLICES, 25e6, 2, 4, 8, 16, 32));
        // All of 120 MB but the executor's own 16th out and in, and one copy of that; 33 tasks; one worker on each
        // processor.
        double bytes = 120e6 * (2 * (1 - 1.0 / 16) + 1.0 / 16);
        assertThat(model.overhead(cluster(10e6, 16, 16, 1e9)))
                .isCloseTo(0.5 + 33 * 0.5e-3 + 0.2 + 120e6 * 3e-9 + 1.25 * bytes / 1e9, within(1e-6));
        assertThat(model.overhead(cluster(10e6, 16, 2, 0)))
                .isCloseTo(0.5 + 33 * 0.5e-3 + 8 * (0.2 + 0.36), within(1e-6));
        double shared = model.overhead(new Cluster(10e6, 16, 16, 16, 1e9, 4));
        assertThat(shared - model.overhead(cluster(10e6, 16, 16, 1e9)))
                .as("four workers of a card")
                .isCloseTo(3 * 1.25 * bytes / 1e9, within(1e-6));
        double fewSlices = model.overhead(new Cluster(10e6, 16, 4, 16, 1e9, 1));
        assertThat(fewSlices)
                .as("four executors combine all")
                .isGreaterThan(model.overhead(cluster(10e6, 16, 16, 1e9)));
    }

    @Test
    void theDriversCardCarriesEveryState() {
        CostModel model = CostModel.fit(RouteTerms.DRIVER, made(RouteTerms.DRIVER, DRIVER, 0, 2, 4, 8));
        assertThat(model.overhead(cluster(10e6, 10, 10, 1.2e9)))
                .isCloseTo(0.5 + 0.12 + 10 * 0.24 + 11 * 0.1, within(1e-6));
    }

    @Test
    void saysHowFarPredictionsOfLeftOutMeasurementsAreOff() {
        List<Measurement> exact = made(RouteTerms.SLICES, SLICES, 25e6, 2, 4, 8, 16);
        assertThat(CostModel.fit(RouteTerms.SLICES, exact).uncertainty()).isCloseTo(1, within(1e-6));
        List<Measurement> odd = new ArrayList<>(exact);
        Measurement last = odd.remove(odd.size() - 1);
        odd.add(new Measurement(last.cluster(), 1.5 * last.seconds()));
        assertThat(CostModel.fit(RouteTerms.SLICES, odd).uncertainty()).isGreaterThan(1.3);
        assertThat(CostModel.fit(RouteTerms.SLICES, exact.subList(0, 1)).error())
                .as("one measurement says nothing of others")
                .isEmpty();
    }

    @Test
    void extrapolatesBeyondTheMeasuredWorkersAndSizes() {
        CostModel model = CostModel.fit(RouteTerms.SLICES, made(RouteTerms.SLICES, SLICES, 25e6, 2, 4, 8));
        assertThat(model.isExtrapolated(cluster(4e6, 8, 8, 1e9))).isFalse();
        assertThat(model.isExtrapolated(cluster(4e6, 9, 9, 1e9))).isTrue();
        assertThat(model.isExtrapolated(cluster(12e6, 8, 8, 1e9))).isTrue();
    }

    @Test
    void theSlowestOfManyIsAsSlowAsItsSigmaSays() {
        double slowest = CostModel.slowest(0.1, 100);
        assertThat(slowest).isCloseTo(1 + 0.1 * 3.035, within(1e-3));
        assertThat(CostModel.sigma(slowest, slowest - 1, 100)).isCloseTo(0.1, within(1e-9));
        assertThat(CostModel.slowest(0.1, 1)).isEqualTo(1);
    }
}
