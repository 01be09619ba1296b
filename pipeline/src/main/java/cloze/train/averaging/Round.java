package cloze.train.averaging;

import cloze.train.optimiser.LearningRate;
import cloze.train.plan.PlannedRound;
import java.util.Map;

/**
 * One averaging round with the data it needs.
 *
 * @param plan the minibatches of each worker
 * @param epochs sources of the minibatches, by epoch
 * @param spent share of the time budget spent before the round, in the parts that {@link LearningRate} counts
 */
public record Round(PlannedRound plan, Map<Integer, MinibatchSource> epochs, int spent) {
    public Round {
        epochs = Map.copyOf(epochs);
    }

    /** Returns what Spark's user interface shows of the job. */
    public String description() {
        return "averaging round %d, steps %d to %d of %d workers"
                .formatted(
                        plan.index(),
                        plan.firstStep(),
                        plan.stepsAfter() - 1,
                        plan.byWorker().size());
    }
}
