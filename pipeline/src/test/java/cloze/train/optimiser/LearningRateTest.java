package cloze.train.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.TrainingConfig.Optimiser;
import cloze.config.TrainingConfig.Schedule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class LearningRateTest {
    /** Ten steps, four of them warming up, peak 1. */
    private final LearningRate schedule = LearningRate.linear(1.0, 4, 10);

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
        assertThat(LearningRate.linear(5e-5, 0, 100).valueAt(0, 0)).isEqualTo(5e-5);
    }

    @Test
    void staysAtThePeakUntilTheLastStepsInWarmupStableDecay() {
        var stable = LearningRate.over(10, new Optimiser(1, Schedule.WARMUP_STABLE_DECAY, 0.2, 0.4, 0, false, 0));
        double[] expected = {0, .5, 1, 1, 1, 1, 1, .75, .5, .25, 0, 0};
        for (int step = 0; step < expected.length; step++) {
            assertThat(stable.valueAt(step, 0)).as("step %d", step).isCloseTo(expected[step], within(1e-15));
        }
        assertThat(stable.valueAt(2, 700_000)).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void fallsWithTheInverseSquareRootOfTheStep() {
        var root = LearningRate.over(100, new Optimiser(1, Schedule.INVERSE_SQUARE_ROOT, 0.04, 0, 0, false, 0));
        assertThat(root.valueAt(2, 0)).isEqualTo(0.5);
        assertThat(root.valueAt(4, 0)).isEqualTo(1);
        assertThat(root.valueAt(16, 0)).isEqualTo(0.5);
        assertThat(root.valueAt(100, 0)).isCloseTo(0.2, within(1e-15));
        var withoutWarmup = LearningRate.over(100, new Optimiser(1, Schedule.INVERSE_SQUARE_ROOT, 0, 0, 0, false, 0));
        assertThat(withoutWarmup.valueAt(0, 0)).isEqualTo(1);
        assertThat(withoutWarmup.valueAt(4, 0)).isEqualTo(0.5);
    }

    @Test
    void roundsTheWarmupDownToWholeSteps() {
        assertThat(LearningRate.over(19, new Optimiser(1, Schedule.LINEAR, 0.1, 0, 0, false, 0)))
                .isEqualTo(LearningRate.linear(1, 1, 19));
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
        var schedule = LearningRate.linear(1, 20, 100);
        assertThat(schedule.valueAt(60, 500_000)).isEqualTo(schedule.valueAt(60, 0));
        assertThat(schedule.valueAt(40, 500_000)).isEqualTo(0.5);
        assertThat(schedule.valueAt(0, 100_000)).isEqualTo(0.5);
        assertThat(schedule.valueAt(0, LearningRate.PARTS)).isZero();
    }

    @Test
    void reachesItsEndByTimeAlone() {
        var schedule = LearningRate.over(Integer.MAX_VALUE, new Optimiser(1, Schedule.LINEAR, 0.1, 0, 0, false, 0));
        assertThat(schedule.valueAt(1000, 50_000)).isCloseTo(0.5, within(1e-6));
        assertThat(schedule.valueAt(1000, 400_000)).isCloseTo(0.6, within(1e-6));
        assertThat(schedule.valueAt(1000, LearningRate.PARTS)).isZero();
    }
}
