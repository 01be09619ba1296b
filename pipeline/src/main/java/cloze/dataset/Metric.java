package cloze.dataset;

/**
 * A number in a table, and how it is computed from a score.
 *
 * @param column the column of the number
 * @param predictor whose predictions it measures
 * @param task what is predicted
 * @param quantity how the number follows from the score
 */
public record Metric(String column, Predictor predictor, Task task, Quantity quantity) {
    /** A number computed from a score; NaN without predictions. */
    public enum Quantity {
        /** Mean loss in nats per prediction. */
        LOSS,
        /** Share of right answers, in [0, 1]. */
        ACCURACY,
        /** exp of the loss. */
        PERPLEXITY,
        /**
         * Accuracy of always giving the more frequent label, computed from the score of always giving the same label.
         */
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

    /** Returns the column of the metric on one split, for rows that hold several splits. */
    public String column(String split) {
        return split + "_" + column;
    }

    /** Returns the column of the lower bound of a 95 % interval. */
    public static String low(String column) {
        return column + "_low";
    }

    /** Returns the column of the upper bound of a 95 % interval. */
    public static String high(String column) {
        return column + "_high";
    }
}
