package cloze.network.graph;

/**
 * What a minibatch, or many together, scored: sums that can be added.
 *
 * @param maskedLmLossSum nll of the masked positions, in nats, unweighted
 * @param maskedLmCorrect masked positions whose original piece had the largest logit
 * @param maskedLmCount masked positions
 * @param nextSentenceLossSum nll of the next-sentence labels, in nats, unweighted
 * @param nextSentenceCorrect examples whose label had the larger logit
 * @param nextSentenceCount examples
 */
public record StepMetrics(
        double maskedLmLossSum,
        long maskedLmCorrect,
        long maskedLmCount,
        double nextSentenceLossSum,
        long nextSentenceCorrect,
        long nextSentenceCount) {

    /** Of nothing. */
    public static final StepMetrics NONE = new StepMetrics(0, 0, 0, 0, 0, 0);

    /** Of both together. */
    public StepMetrics plus(StepMetrics other) {
        return new StepMetrics(
                maskedLmLossSum + other.maskedLmLossSum,
                maskedLmCorrect + other.maskedLmCorrect,
                maskedLmCount + other.maskedLmCount,
                nextSentenceLossSum + other.nextSentenceLossSum,
                nextSentenceCorrect + other.nextSentenceCorrect,
                nextSentenceCount + other.nextSentenceCount);
    }
}
