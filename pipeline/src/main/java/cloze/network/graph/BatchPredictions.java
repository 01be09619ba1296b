package cloze.network.graph;

/**
 * What the network said about each masked position and each example of one minibatch, in the minibatch's order.
 *
 * @param maskedLmLosses [M], nll of the original piece in nats; empty when nothing is masked
 * @param maskedLmPredictions [M], the piece with the largest logit
 * @param maskedLmCorrect [M], whether it is the original
 * @param nextSentenceLosses [B], nll of the label in nats
 * @param nextSentenceProbabilities [B], probability of label 1, random, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // bulk results on their way to a table, never compared
public record BatchPredictions(
        float[] maskedLmLosses,
        int[] maskedLmPredictions,
        boolean[] maskedLmCorrect,
        float[] nextSentenceLosses,
        float[] nextSentenceProbabilities) {}
