package cloze.train.averaging;

import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.plan.PlannedRound;
import java.util.Map;

/**
 * One averaging round with the data it needs.
 *
 * @param plan which worker fits what
 * @param epochs where the minibatches of its epochs come from
 * @param spent share of the time budget spent before it, in the parts {@link WarmupLinearDecay} counts
 */
public record Round(PlannedRound plan, Map<Integer, MinibatchSource> epochs, int spent) {
    public Round {
        epochs = Map.copyOf(epochs);
    }
}
