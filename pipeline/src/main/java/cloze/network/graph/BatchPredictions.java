package cloze.network.graph;

import cloze.dataset.Task;
import java.util.Map;

/**
 * The predictions for each masked position and each example of one minibatch, in the order of the minibatch.
 *
 * @param maskedLmLosses [M], nll of the original piece in nats; empty if nothing is masked
 * @param maskedLmPredictions [M], the piece with the largest logit
 * @param maskedLmCorrect [M], whether it is the original
 * @param pairs predictions of each task on pairs
 */
@SuppressWarnings("ArrayRecordComponent") // bulk results on their way to a table, never compared
public record BatchPredictions(
        float[] maskedLmLosses,
        int[] maskedLmPredictions,
        boolean[] maskedLmCorrect,
        Map<Task, PairPredictions> pairs) {
    public BatchPredictions {
        pairs = Map.copyOf(pairs);
    }

    /**
     * The predicted labels of pairs.
     *
     * @param losses [B], nll of the label in nats
     * @param probabilities [B], probability of label 1, in [0, 1]; for {@link Task#NEXT_SENTENCE} the probability that
     *     the pair is random
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record PairPredictions(float[] losses, float[] probabilities) {}

    public PairPredictions of(Task task) {
        return pairs.get(task);
    }
}
