package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrainingConfig;
import cloze.train.averaging.ResidentMemory;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.StepTotals;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TaskMetrics;
import cloze.train.log.TrainingHistory;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunBoundsTest {
    private final TrainingHistory history = new TrainingHistory();

    @Test
    void aRunEndsWithItsStepsItsTimeOrItsGainsWhicheverComesFirst() {
        RunBounds bounds = bounds(TrainingSettings.of(
                "train-batch-size=1",
                "workers=1",
                "averaging-frequency=1",
                "max-steps=5",
                "time-budget=4",
                "early-stopping { every = 1, patience = 2 }"));
        round(1);
        assertThat(bounds.reached(history)).isEmpty();
        history.add(metrics(2), 0);
        history.add(metrics(2), 0);
        assertThat(bounds.reached(history)).isEmpty();
        history.add(metrics(2.5), 0);
        assertThat(bounds.reached(history)).contains(StopReason.EARLY_STOPPING);
        round(4);
        assertThat(bounds.reached(history)).contains(StopReason.TIME_BUDGET);
        round(4);
        round(4);
        round(4);
        assertThat(bounds.reached(history)).contains(StopReason.ALL_STEPS);
    }

    @Test
    void theShareOfTheBudgetIsNeverMoreThanTheWhole() {
        RunBounds bounds = bounds(TrainingSettings.of("time-budget=8"));
        assertThat(bounds.spent(history)).isZero();
        round(2);
        assertThat(bounds.spent(history)).isEqualTo(LearningRate.PARTS / 4);
        round(9);
        assertThat(bounds.spent(history)).isEqualTo(LearningRate.PARTS);
        assertThat(bounds(TrainingSettings.of()).spent(history)).isZero();
    }

    @Test
    void aLossThatIsNoNumberIsNoGainButIsBeatenByAnyThatIs() {
        round(1);
        history.add(metrics(Double.NaN), 0);
        history.add(metrics(3), 0);
        history.add(metrics(Double.NaN), 0);
        assertThat(history.validation()).extracting(ValidationLogRow::best).containsExactly(true, true, false);
    }

    @Test
    void theBestStateIsCheckpointedAtOnce() {
        RunBounds bounds =
                bounds(TrainingSettings.of("checkpoint-every=100", "early-stopping { every = 1, patience = 9 }"));
        round(1);
        assertThat(bounds.isCheckpointDue(history)).isFalse();
        history.add(metrics(2), 0);
        assertThat(bounds.isCheckpointDue(history)).isTrue();
        round(2);
        history.add(metrics(3), 0);
        assertThat(bounds.isCheckpointDue(history)).isFalse();
    }

    @Test
    void theResidentSizeIsReadInKibibytes() {
        assertThat(ResidentMemory.size("VmRSS:\t  2048 kB")).isEqualTo(2 << 20);
        assertThat(ResidentMemory.bytes()).isNotNegative();
    }

    private static RunBounds bounds(TrainingConfig training) {
        return new RunBounds(new TrainingPlan(training, List.of(1_000_000L), 1), training);
    }

    /** A round of one step at whose end the run has taken {@code seconds}. */
    private void round(double seconds) {
        int index = history.rounds();
        var row = new TrainingLogRow(
                index, index + 1, 0, 0, MeasuredTasks.of(0, 0, 0, 0), 0, 0, 0, 0, 1, seconds, 0, PhaseSeconds.UNKNOWN);
        history.add(row, new RoundReport(StepTotals.NONE, 0, new RoundTimes(1, 1, 0, 0, 0, 1, 0), Map.of(), List.of()));
    }

    private static TaskMetrics metrics(double loss) {
        return MeasuredTasks.of(loss, 0, 0, 0);
    }
}
