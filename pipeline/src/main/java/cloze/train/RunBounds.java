package cloze.train;

import cloze.config.TrainingConfig;
import cloze.train.log.TrainingHistory;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.plan.TrainingPlan;
import java.util.Optional;

/**
 * When a run is over, and how much of its time is spent. Both follow from the history alone, which is part of every checkpoint: a run that
 * was killed ends where one that was not does.
 *
 * @param plan the steps there are
 * @param training the bounds
 */
record RunBounds(TrainingPlan plan, TrainingConfig training) {
    /** The bound the run has reached, if it is over. */
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

    /** Share of the time budget that is spent, in the parts {@link WarmupLinearDecay} counts; 0 without a budget. */
    int spent(TrainingHistory history) {
        double budget = training.timeBudget().seconds();
        double share = budget == 0 ? 0 : Math.min(1, history.elapsedSeconds() / budget);
        return (int) (share * WarmupLinearDecay.PARTS);
    }

    /** Whether held-out examples are measured now. The last weights of a run always are. */
    boolean isMeasurementDue(TrainingHistory history) {
        int every = training.earlyStopping().every();
        return every > 0 && (history.rounds() % every == 0 || reached(history).isPresent());
    }

    /** Whether a checkpoint is written now: the last and the best state of a run always are. */
    boolean isCheckpointDue(TrainingHistory history) {
        return reached(history).isPresent()
                || history.rounds() % training.checkpoints().checkpointEvery() == 0
                || (training.earlyStopping().patience() > 0 && history.isBestNow());
    }
}
