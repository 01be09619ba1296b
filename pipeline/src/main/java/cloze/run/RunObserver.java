package cloze.run;

import cloze.config.TrackingConfig;
import cloze.stage.Progress;
import cloze.tracking.LineageRun;
import cloze.train.PretrainingRequest;
import java.util.Optional;

/** An observer of a run: receives its phases, and follows the rounds of each training. */
public interface RunObserver extends Progress {
    /** An observer that ignores everything. */
    RunObserver SILENT = phase -> {};

    /** Returns an observer of one training. The caller closes it when the training ends. */
    default TrainingWatch training(PretrainingRequest request, TrackingConfig tracking) {
        return TrainingWatch.NONE;
    }

    /** Starts to report what a run reads and writes. */
    default LineageRun lineage(TrackingConfig tracking, LineageRun.Work work) {
        return LineageRun.start(tracking, Optional.empty(), work);
    }

    /**
     * Returns this observer for one of several concurrent runs. Its phases are marked with {@code whose} to tell them
     * apart.
     */
    default RunObserver named(String whose) {
        return this;
    }
}
