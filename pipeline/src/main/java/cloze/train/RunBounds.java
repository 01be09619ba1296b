package cloze.train;

import cloze.config.TrainingConfig;
import cloze.train.log.TrainingHistory;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import cloze.train.state.RunState;
import java.util.Optional;

/**
 * Determines when a run ends, and how much of its time budget is spent. Both follow from the history alone, which is
 * part of every checkpoint, so a resumed run ends where an uninterrupted one does.
 *
 * @param plan the planned steps
 * @param training the training section, with the bounds
 */
record RunBounds(TrainingPlan plan, TrainingConfig training) {
    /** Returns the bound that the run has reached; empty if it continues. */
    Optional<StopReason> reached(TrainingHistory history) {
        if (history.rounds() >= plan.rounds()) {
            return Optional.of(StopReason.ALL_STEPS);
        }
        double budget = training.timeBudget().seconds();
        if (budget > 0 && history.elapsedSeconds() >= budget) {
            return Optional.of(StopReason.TIME_BUDGET);
        }
        int patience = training.earlyStopping().patience();
        return patience > 0 && history.measurementsSinceBest() >= patience
                ? Optional.of(StopReason.EARLY_STOPPING)
                : Optional.empty();
    }

    /**
     * Returns the spent share of the time budget, in the parts that {@link LearningRate} counts; 0 without a
     * budget.
     */
    int spent(TrainingHistory history) {
        double budget = training.timeBudget().seconds();
        double share = budget == 0 ? 0 : Math.min(1, history.elapsedSeconds() / budget);
        return (int) (share * LearningRate.PARTS);
    }

    /** Returns whether to measure held-out examples now. The last weights of a run are always measured. */
    boolean isMeasurementDue(TrainingHistory history) {
        int every = training.earlyStopping().every();
        return every > 0 && (history.rounds() % every == 0 || reached(history).isPresent());
    }

    /**
     * Returns whether to write a checkpoint now. The last state of a run is always written, and so is the best one if
     * the run may stop early.
     */
    boolean isCheckpointDue(TrainingHistory history) {
        return reached(history).isPresent()
                || history.rounds() % training.checkpoints().checkpointEvery() == 0
                || (training.earlyStopping().patience() > 0 && history.isBestNow());
    }

    /**
     * Returns what a checkpoint of now is for. The result of a run is its last checkpoint, or its best one if it may stop
     * early. Whether the best one so far remains the best is not known when it is written.
     */
    RunState.Purpose purpose(TrainingHistory history) {
        boolean isBest = history.resultStep(training.earlyStopping()) == history.steps();
        boolean mayBeLast =
                reached(history).isPresent() || training.earlyStopping().patience() > 0;
        return isBest && mayBeLast ? RunState.Purpose.RESULT : RunState.Purpose.RESUME;
    }
}
