package cloze.dataset;

import java.io.Serializable;

/**
 * Sums over predictions of one kind. Scores of disjoint predictions add up. Counts are doubles, exact to 2^53, because a weight may multiply them.
 *
 * @param lossSum negative log-likelihood of the right answers, in nats
 * @param correct right answers
 * @param count predictions
 */
public record Score(double lossSum, double correct, double count) implements Serializable {
    /** No predictions. */
    public static final Score NONE = new Score(0, 0, 0);

    public Score plus(Score other) {
        return new Score(lossSum + other.lossSum, correct + other.correct, count + other.count);
    }

    /** Mean negative log-likelihood in nats; NaN without predictions. */
    public double loss() {
        return lossSum / count;
    }

    /** Share of right answers; NaN without predictions. */
    public double accuracy() {
        return correct / count;
    }
}
