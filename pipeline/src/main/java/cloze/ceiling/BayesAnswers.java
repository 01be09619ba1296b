package cloze.ceiling;

import java.util.List;

/**
 * The best possible answers to one example.
 *
 * @param randomProbability posterior of label 1, random
 * @param bothSentences guess at each masked position from the whole input
 * @param ownSentence the same when only the segment of the position is read
 * @param labelTold the same from the whole input and the true label
 */
public record BayesAnswers(
        double randomProbability,
        List<ReaderGuess> bothSentences,
        List<ReaderGuess> ownSentence,
        List<ReaderGuess> labelTold) {
    public BayesAnswers {
        bothSentences = List.copyOf(bothSentences);
        ownSentence = List.copyOf(ownSentence);
        labelTold = List.copyOf(labelTold);
    }

    /** The likelier label. */
    public int label() {
        return randomProbability > 0.5 ? 1 : 0;
    }

    /** Probability of the likelier label, which is the probability of being right. */
    public double labelConfidence() {
        return Math.max(randomProbability, 1 - randomProbability);
    }

    /** Negative log-likelihood of {@code label}, in nats. */
    public double labelLoss(int label) {
        return -Math.log(label == 1 ? randomProbability : 1 - randomProbability);
    }
}
