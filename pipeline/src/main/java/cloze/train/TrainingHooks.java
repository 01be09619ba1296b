package cloze.train;

import cloze.train.averaging.RoundTrainers;
import cloze.train.epoch.EpochSources;
import cloze.train.log.TrainingLogRow;
import cloze.train.plan.TrainingPlan;

/**
 * What a run takes from its caller besides what it computes.
 *
 * @param trainers what fits its rounds
 * @param epochs where minibatches come from
 * @param heldOut measures weights between two rounds
 * @param progress told of each round
 */
public record TrainingHooks(RoundTrainers trainers, EpochSources epochs, HeldOutMeasure heldOut, Progress progress) {

    /** Told of each round when it is done. */
    @FunctionalInterface
    public interface Progress {
        /** Called after the round's checkpoint, where there is one, has been written. */
        void onRound(TrainingLogRow row, TrainingPlan plan);
    }

    /** Minibatches of {@code epochs}, fitted by {@code trainers}; measures nothing, tells nobody. */
    public static TrainingHooks of(RoundTrainers trainers, EpochSources epochs) {
        return new TrainingHooks(trainers, epochs, HeldOutMeasure.NONE, (row, plan) -> {});
    }

    public TrainingHooks withHeldOut(HeldOutMeasure measure) {
        return new TrainingHooks(trainers, epochs, measure, progress);
    }

    public TrainingHooks withProgress(Progress told) {
        return new TrainingHooks(trainers, epochs, heldOut, told);
    }
}
