package cloze.train;

import cloze.tensor.Tensor;
import cloze.train.log.TaskMetrics;
import java.util.List;

/** Measures weights on examples that are not trained on. Called on the driver between two rounds. */
@FunctionalInterface
public interface HeldOutMeasure {
    /** The measure of a run that does not measure. */
    HeldOutMeasure NONE = parameters -> {
        throw new IllegalStateException("This run has no held-out examples to measure");
    };

    /**
     * Measures {@code parameters}. The same weights must always yield the same metrics, wherever this runs, because
     * they may end a run.
     *
     * @param parameters the parameters of the network by name
     */
    TaskMetrics measure(List<Tensor> parameters);
}
