package cloze.train;

import cloze.train.log.TaskMetrics;
import cloze.train.state.RunState;

/** Measures weights on examples that are not trained on. Called on the driver between two rounds. */
@FunctionalInterface
public interface HeldOutMeasure {
    /** The measure of a run that does not measure. */
    HeldOutMeasure NONE = state -> {
        throw new IllegalStateException("This run has no held-out examples to measure");
    };

    /**
     * Measures the parameters of {@code state}. The same weights must always yield the same metrics, wherever this runs, because
     * they may end a run.
     */
    TaskMetrics measure(RunState state);
}
