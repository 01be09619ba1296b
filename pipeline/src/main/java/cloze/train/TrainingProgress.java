package cloze.train;

import cloze.train.log.TrainingLogRow;
import cloze.train.plan.TrainingPlan;

/** Told of each round when it is done. */
@FunctionalInterface
public interface TrainingProgress {
    /** Called after the round's checkpoint, where there is one, has been written. */
    void onRound(TrainingLogRow row, TrainingPlan plan);
}
