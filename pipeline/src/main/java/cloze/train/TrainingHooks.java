package cloze.train;

import cloze.train.averaging.RoundTrainers;
import cloze.train.epoch.EpochSources;
import cloze.train.log.TrainingLogRow;
import cloze.train.plan.TrainingPlan;

/**
 * The collaborators that the caller provides for a run.
 *
 * @param trainers create the trainer that fits the rounds
 * @param epochs supply the minibatches
 * @param heldOut measures weights between two rounds
 * @param progress receives each round
 */
public record TrainingHooks(RoundTrainers trainers, EpochSources epochs, HeldOutMeasure heldOut, Progress progress) {

    /** Receives each round when it is done. */
    @FunctionalInterface
    public interface Progress {
        /** Called after a round, and after its checkpoint has been written if there is one. */
        void onRound(TrainingLogRow row, TrainingPlan plan);

        /**
         * Called before the first round of a run that goes on from a checkpoint.
         *
         * @param rounds number of rounds before the checkpoint
         * @param steps number of steps of each worker before it
         */
        default void onResume(int rounds, int steps) {}
    }

    /** Returns hooks that fit minibatches of {@code epochs} with {@code trainers}, without measurements or progress. */
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
