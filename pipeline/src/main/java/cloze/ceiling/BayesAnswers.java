package cloze.ceiling;

import java.util.List;

/**
 * The best possible answers to one example.
 *
 * @param randomProbability posterior probability of label 1 (random)
 * @param bothSentences guess at each masked position, from the whole input
 * @param ownSentence guess at each masked position, from its own segment only
 * @param labelTold guess at each masked position, from the whole input and the true label
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

    /** Returns the more probable label. */
    public int label() {
        return randomProbability > 0.5 ? 1 : 0;
    }

    /** Returns the probability of the more probable label, which is the probability of answering correctly. */
    public double labelConfidence() {
        return Math.max(randomProbability, 1 - randomProbability);
    }

    /** Returns the negative log-likelihood of {@code label}, in nats. */
    public double labelLoss(int label) {
        return -Math.log(label == 1 ? randomProbability : 1 - randomProbability);
    }
}
