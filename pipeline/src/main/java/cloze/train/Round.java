package cloze.train;

import java.util.Map;

/**
 * One averaging round with the data it needs.
 *
 * @param plan which worker fits what
 * @param epochs where the minibatches of its epochs come from
 */
public record Round(PlannedRound plan, Map<Integer, MinibatchSource> epochs) {
    public Round {
        epochs = Map.copyOf(epochs);
    }
}
