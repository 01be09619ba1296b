package cloze.dataset;

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
        LOSS,
        /** Share of right answers, in [0, 1]. */
        ACCURACY,
        /** exp of the loss. */
        PERPLEXITY,
        /** Accuracy of always giving the more frequent label, from the score of always giving one of them. */
        MAJORITY;

        public double of(Score score) {
            return switch (this) {
                case LOSS -> score.loss();
                case ACCURACY -> score.accuracy();
                case PERPLEXITY -> Math.exp(score.loss());
                case MAJORITY -> Math.max(score.accuracy(), 1 - score.accuracy());
            };
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
