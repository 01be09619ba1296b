package cloze.network;

import java.util.Map;

/**
 * What the reference makes of a minibatch.
 *
 * @param maskedLmLoss sum of the masked positions' nll / (M + 1e-5); 0 when nothing is masked
 * @param nextSentenceLoss mean nll over the examples, not weighted
 * @param maskedLmNll [M], in nats; empty when nothing is masked
 * @param nextSentenceProbabilities [B*2], row-major: is next, random
 * @param gradients of the total loss, by parameter name
 */
@SuppressWarnings("ArrayRecordComponent") // read element by element, never compared
record ReferenceResult(
        double maskedLmLoss,
        double nextSentenceLoss,
        double[] maskedLmNll,
        double[] nextSentenceProbabilities,
        Map<String, double[]> gradients) {

    double totalLoss(double nextSentenceWeight) {
        return maskedLmLoss + nextSentenceWeight * nextSentenceLoss;
    }
}
