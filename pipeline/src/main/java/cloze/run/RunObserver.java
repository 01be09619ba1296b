package cloze.run;

import cloze.config.TrackingConfig;
import cloze.stage.Progress;
import cloze.train.PretrainingRequest;

/** Who follows a run: is told of its phases, and of the rounds of each training. */
public interface RunObserver extends Progress {
    /** Follows nothing. */
    RunObserver SILENT = phase -> {};

    /** Follows one training, from now until the result is closed. */
    default TrainingWatch training(PretrainingRequest request, TrackingConfig tracking) {
        return TrainingWatch.NONE;
    }

    /** This observer for one of several runs at work at the same time: {@code whose} tells them apart. */
    default RunObserver named(String whose) {
        return this;
    }
}
