package cloze.train.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class WarmupLinearDecayTest {
    /** Ten steps, four of them warming up, peak 1. */
    private final WarmupLinearDecay schedule = new WarmupLinearDecay(1.0, 4, 10);

    @Test
    void risesFromZeroInALineAndDropsToTheFallingLineAtTheHandOver() {
        double[] expected = {0, .25, .5, .75, .6, .5, .4, .3, .2, .1};
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.valueAt(step, 0)).as("step %d", step).isCloseTo(expected[step], within(1e-15));
        }
    }

    @Test
    void staysAtZeroAfterTheLastStep() {
        assertThat(schedule.valueAt(10, 0)).isZero();
        assertThat(schedule.valueAt(11, 0)).isZero();
    }

    @Test
    void beginsAtThePeakWithoutWarmup() {
        assertThat(WarmupLinearDecay.over(100, 5e-5, 0).valueAt(0, 0)).isEqualTo(5e-5);
    }

    @Test
    void roundsTheWarmupDownToWholeSteps() {
        assertThat(WarmupLinearDecay.over(19, 1, 0.1)).isEqualTo(new WarmupLinearDecay(1, 1, 19));
    }

    @Test
    void isTheSameAfterACloneJsonAndJavaSerialisation() throws Exception {
        assertThat(schedule.clone()).isEqualTo(schedule).hasSameHashCodeAs(schedule);
        var json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(schedule), ISchedule.class))
                .isEqualTo(schedule);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(schedule);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(schedule);
        }
    }

    @Test
    void followsTheShareOfTheTimeBudgetWhereThatIsAheadOfTheSteps() {
        var schedule = new WarmupLinearDecay(1, 20, 100);
        assertThat(schedule.valueAt(60, 500_000)).isEqualTo(schedule.valueAt(60, 0));
        assertThat(schedule.valueAt(40, 500_000)).isEqualTo(0.5);
        assertThat(schedule.valueAt(0, 100_000)).isEqualTo(0.5);
        assertThat(schedule.valueAt(0, WarmupLinearDecay.PARTS)).isZero();
    }

    @Test
    void reachesItsEndByTimeAlone() {
        var schedule = WarmupLinearDecay.over(Integer.MAX_VALUE, 1, 0.1);
        assertThat(schedule.valueAt(1000, 50_000)).isCloseTo(0.5, within(1e-6));
        assertThat(schedule.valueAt(1000, 400_000)).isCloseTo(0.6, within(1e-6));
        assertThat(schedule.valueAt(1000, WarmupLinearDecay.PARTS)).isZero();
    }
}
