package cloze.dataset;

import java.io.Serializable;

/**
 * Sums over predictions of one kind. Scores of disjoint predictions can be added. Counts are doubles, exact to 2^53,
 * because a weight may multiply them.
 *
 * @param lossSum negative log-likelihood of the right answers, in nats
 * @param correct number of right answers
 * @param count number of predictions
 */
public record Score(double lossSum, double correct, double count) implements Serializable {
    /** The score without predictions. */
    public static final Score NONE = new Score(0, 0, 0);

    public Score plus(Score other) {
        return new Score(lossSum + other.lossSum, correct + other.correct, count + other.count);
    }

    /** Returns the mean negative log-likelihood in nats; NaN without predictions. */
    public double loss() {
        return lossSum / count;
    }

    /** Returns the share of right answers; NaN without predictions. */
    public double accuracy() {
        return correct / count;
    }
}
