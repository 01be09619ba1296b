package cloze.evaluate;

import java.io.Serializable;
import java.util.EnumMap;

/**
 * Sums over examples from which every metric follows; two tallies of disjoint examples merge by addition. A tally may be weighted, which is how a
 * bootstrap resampling counts a document several times.
 */
public final class Tally implements Serializable {
    private static final long serialVersionUID = 1L;

    private final EnumMap<Measure, Score> scores = new EnumMap<>(Measure.class);
    private double randomNext;

    /** Adds one answer: negative log-likelihood of the right one in nats, and whether it was given, or how likely that is. */
    void add(Measure measure, double loss, double correct) {
        scores.computeIfAbsent(measure, first -> new Score()).add(loss, correct);
    }

    /** Adds one masked position: its negative log-likelihood in nats, and whether the most likely piece was the right one. */
    void addMasked(double loss, double correct) {
        add(Measure.MASKED_LM, loss, correct);
    }

    /** What the unigram baseline does on the same position. */
    void addUnigram(double loss, double correct) {
        add(Measure.UNIGRAM, loss, correct);
    }

    /** Adds one pair: its negative log-likelihood in nats, whether the likelier label was right, and whether it is a random pair. */
    void addPair(double loss, double correct, double random) {
        add(Measure.NEXT_SENTENCE, loss, correct);
        randomNext += random;
    }

    /** Adds {@code weight} times {@code other}. */
    public void add(Tally other, double weight) {
        other.scores.forEach((measure, score) ->
                scores.computeIfAbsent(measure, first -> new Score()).add(score, weight));
        randomNext += weight * other.randomNext;
    }

    /** The sums of one kind of answer; empty sums when there was none. Not to be added to. */
    Score score(Measure measure) {
        Score score = scores.get(measure);
        return score == null ? new Score() : score;
    }

    /** Masked positions. */
    public long maskedLmCount() {
        return Math.round(score(Measure.MASKED_LM).count());
    }

    /** Pairs. */
    public long nextSentenceCount() {
        return Math.round(score(Measure.NEXT_SENTENCE).count());
    }

    /** Mean negative log-likelihood of masked positions, in nats; NaN when there is none. */
    public double maskedLmLoss() {
        return score(Measure.MASKED_LM).loss();
    }

    public double maskedLmAccuracy() {
        return score(Measure.MASKED_LM).accuracy();
    }

    public double nextSentenceLoss() {
        return score(Measure.NEXT_SENTENCE).loss();
    }

    public double nextSentenceAccuracy() {
        return score(Measure.NEXT_SENTENCE).accuracy();
    }

    /** exp of the masked loss. */
    public double perplexity() {
        return Math.exp(maskedLmLoss());
    }

    /** Loss in nats of predicting each piece with its share of the training tokens. */
    public double unigramLoss() {
        return score(Measure.UNIGRAM).loss();
    }

    /** Accuracy of always answering the most frequent piece. */
    public double unigramAccuracy() {
        return score(Measure.UNIGRAM).accuracy();
    }

    /** Accuracy of always answering the more frequent label. */
    public double majorityLabelAccuracy() {
        double share = randomNext / score(Measure.NEXT_SENTENCE).count();
        return Math.max(share, 1 - share);
    }
}
