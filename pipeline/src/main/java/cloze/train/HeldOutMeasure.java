package cloze.train;

import cloze.tensor.Tensor;
import cloze.train.log.TaskMetrics;
import java.util.List;

/** Measures weights on examples that are not trained on. Called on the driver between two rounds. */
@FunctionalInterface
public interface HeldOutMeasure {
    /** For a run that does not measure. */
    HeldOutMeasure NONE = parameters -> {
        throw new IllegalStateException("This run has no held-out examples to measure");
    };

    /**
     * The same weights always measure the same, wherever it runs: a run may end because of it.
     *
     * @param parameters the network's parameters by name
     */
    TaskMetrics measure(List<Tensor> parameters);
}
