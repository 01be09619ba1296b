package cloze.evaluate;

import java.io.Serializable;

/** Sums over answers to one kind of question. Counts are doubles: exact to 2^53, and a weight may multiply them. */
final class Score implements Serializable {
    private static final long serialVersionUID = 1L;

    private double loss;
    private double correct;
    private double count;

    /** Adds one answer: negative log-likelihood of the right one in nats, and whether it was given, or how likely that is. */
    void add(double answerLoss, double answerCorrect) {
        loss += answerLoss;
        correct += answerCorrect;
        count++;
    }

    /** Adds {@code weight} times {@code other}. */
    void add(Score other, double weight) {
        loss += weight * other.loss;
        correct += weight * other.correct;
        count += weight * other.count;
    }

    double count() {
        return count;
    }

    /** Mean negative log-likelihood in nats; NaN when nothing was answered. */
    double loss() {
        return loss / count;
    }

    /** Share of right answers; NaN when nothing was answered. */
    double accuracy() {
        return correct / count;
    }
}
