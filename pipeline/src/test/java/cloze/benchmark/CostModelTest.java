package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.benchmark.CostModel.Observation;
import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final double PARAMETERS = 10e6;

    /** Half a second to start, a broadcast at 1 GB/s, returns at 2 GB/s, a mean at 1e9 floats per second; 1.2 GB/s of network. */
    private static final CostModel MODEL = new CostModel(0.5, 1e-9, 0.5e-9, 1e-9, 1.2e9);

    @Test
    void findsTheModelThatMadeTheObservations() {
        List<Observation> observations = new ArrayList<>();
        for (double parameters : new double[] {1e6, 4e6, 30e6}) {
            for (int workers : new int[] {1, 2, 4}) {
                double bytes = 12 * parameters;
                observations.add(new Observation(
                        parameters,
                        workers,
                        0.5 + bytes * 1e-9 + bytes * workers * 0.5e-9,
                        parameters * workers * 1e-9));
            }
        }
        CostModel found = CostModel.fit(observations, 1.2e9);
        assertThat(found.start()).isCloseTo(0.5, within(1e-6));
        assertThat(found.perByte()).isCloseTo(1e-9, within(1e-14));
        assertThat(found.perWorkerByte()).isCloseTo(0.5e-9, within(1e-14));
        assertThat(found.perWorkerFloat()).isCloseTo(1e-9, within(1e-14));
    }

    @Test
    void neverFindsThatMoreWorkCostsLess() {
        CostModel found =
                CostModel.fit(List.of(new Observation(1e6, 1, 0.4, 0.1), new Observation(1e6, 2, 0.3, 0.1)), 1e9);
        assertThat(found.perWorkerByte()).isZero();
        assertThat(found.transport(1e6, 5)).isPositive();
    }

    @Test
    void needsSomethingMeasured() {
        assertThatThrownBy(() -> CostModel.fit(List.of(), 1e9))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("deploy/standalone/start.sh");
    }

    @Test
    void countsTheBytesThatPassTheDriver() {
        // 120 MB: 0.1 s over the network each way and worker.
        assertThat(MODEL.transport(PARAMETERS, 10)).isCloseTo(0.5 + 0.12 + 0.1 + 10 * (0.06 + 0.1), within(1e-9));
        assertThat(MODEL.averaging(PARAMETERS, 10)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void theAdvisedFrequencyGivesTheAdvisedEfficiency() {
        double step = 0.3;
        int frequency = MODEL.frequencyFor95Percent(PARAMETERS, 100, step);
        assertThat(MODEL.efficiency(PARAMETERS, 100, frequency * step)).isGreaterThanOrEqualTo(0.95);
        assertThat(MODEL.efficiency(PARAMETERS, 100, (frequency - 1) * step)).isLessThan(0.95);
    }

    @Test
    void halfOfTheTimeIsLostFromTheExecutorsItNames() {
        double compute = 16 * 0.31;
        int executors = MODEL.executorsAtHalf(PARAMETERS, compute);
        assertThat(MODEL.efficiency(PARAMETERS, executors, compute)).isLessThan(0.5);
        assertThat(MODEL.efficiency(PARAMETERS, executors - 1, compute)).isGreaterThanOrEqualTo(0.5);
    }
}
