package cloze.dataset;

import java.util.function.ToDoubleFunction;

/**
 * One number of a table, and the score it follows from.
 *
 * @param column the number's column
 * @param predictor whose predictions
 * @param task what is predicted
 * @param quantity how the number follows from their score
 */
public record Metric(String column, Predictor predictor, Task task, Quantity quantity) {
    /** A number that follows from a score; NaN without predictions. */
    public enum Quantity {
        /** Nats per prediction. */
        LOSS(Score::loss),
        /** Share of right answers, in [0, 1]. */
        ACCURACY(Score::accuracy),
        /** exp of the loss. */
        PERPLEXITY(score -> Math.exp(score.loss())),
        /** Accuracy of always giving the more frequent label, from the score of always giving one of them. */
        MAJORITY(score -> Math.max(score.accuracy(), 1 - score.accuracy()));

        private final ToDoubleFunction<Score> of;

        Quantity(ToDoubleFunction<Score> of) {
            this.of = of;
        }

        public double of(Score score) {
            return of.applyAsDouble(score);
        }
    }

    /** The column of the metric on the examples of one split, where a row holds several. */
    public String column(String split) {
        return split + "_" + column;
    }

    /** The column of the lower bound of a 95 % interval. */
    public static String low(String column) {
        return column + "_low";
    }

    /** The column of the upper bound of a 95 % interval. */
    public static String high(String column) {
        return column + "_high";
    }
}
