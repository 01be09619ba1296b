package cloze.evaluate;

import java.io.Serializable;

/**
 * Sums over examples from which every metric follows; two tallies of disjoint examples merge by addition. A tally may be weighted, which is how a
 * bootstrap resampling counts a document several times.
 *
 * <p>Counts are doubles: exact to 2^53, and a weight may multiply them.
 */
public final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;

    private double maskedLmLoss;
    private double maskedLmCorrect;
    private double maskedLmCount;
    private double nextSentenceLoss;
    private double nextSentenceCorrect;
    private double nextSentenceCount;
    private double randomNext;
    private double unigramLoss;
    private double unigramCorrect;

    /** Adds one masked position: its negative log-likelihood in nats, and whether the most likely piece was the right one. */
    void addMasked(double loss, double correct) {
        maskedLmLoss += loss;
        maskedLmCorrect += correct;
        maskedLmCount++;
    }

    /** What the unigram baseline does on the same position. */
    void addUnigram(double loss, double correct) {
        unigramLoss += loss;
        unigramCorrect += correct;
    }

    /** Adds one pair: its negative log-likelihood in nats, whether the likelier label was right, and whether it is a random pair. */
    void addPair(double loss, double correct, double random) {
        nextSentenceLoss += loss;
        nextSentenceCorrect += correct;
        randomNext += random;
        nextSentenceCount++;
    }

    /** Adds {@code weight} times {@code other}. */
    public void add(Tally other, double weight) {
        maskedLmLoss += weight * other.maskedLmLoss;
        maskedLmCorrect += weight * other.maskedLmCorrect;
        maskedLmCount += weight * other.maskedLmCount;
        nextSentenceLoss += weight * other.nextSentenceLoss;
        nextSentenceCorrect += weight * other.nextSentenceCorrect;
        nextSentenceCount += weight * other.nextSentenceCount;
        randomNext += weight * other.randomNext;
        unigramLoss += weight * other.unigramLoss;
        unigramCorrect += weight * other.unigramCorrect;
    }

    /** Masked positions. */
    public long maskedLmCount() {
        return Math.round(maskedLmCount);
    }

    /** Pairs. */
    public long nextSentenceCount() {
        return Math.round(nextSentenceCount);
    }

    /** Mean negative log-likelihood of masked positions, in nats; NaN when there is none. */
    public double maskedLmLoss() {
        return maskedLmLoss / maskedLmCount;
    }

    public double maskedLmAccuracy() {
        return maskedLmCorrect / maskedLmCount;
    }

    public double nextSentenceLoss() {
        return nextSentenceLoss / nextSentenceCount;
    }

    public double nextSentenceAccuracy() {
        return nextSentenceCorrect / nextSentenceCount;
    }

    /** exp of the masked loss. */
    public double perplexity() {
        return Math.exp(maskedLmLoss());
    }

    /** Loss in nats of predicting each piece with its share of the training tokens. */
    public double unigramLoss() {
        return unigramLoss / maskedLmCount;
    }

    /** Accuracy of always answering the most frequent piece. */
    public double unigramAccuracy() {
        return unigramCorrect / maskedLmCount;
    }

    /** Accuracy of always answering the more frequent label. */
    public double majorityLabelAccuracy() {
        double share = randomNext / nextSentenceCount;
        return Math.max(share, 1 - share);
    }
}
