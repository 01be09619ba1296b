package cloze.retrain;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The evidence that a challenger is better than its champion on all documents like the measured ones.
 *
 * @param gain how much lower the challenger's loss is on the measured documents, in nats; NaN if nothing was measured
 * @param standardError its standard deviation over resamplings of the documents, in nats
 * @param observations the smaller one of the numbers of documents and of resamplings, which limits how well the standard
 *     error is known
 */
record GainTest(double gain, double standardError, long observations) {
    private static final int FEWEST = 2;

    /**
     * Factor of the p-value. Losses of documents are skewed, and in the tail the mean of some hundreds is not quite normal: with
     * the recorded losses of FalsePromotionsTest and a factor of 1, a year that may have 0.5 false promotions has 0.58.
     */
    private static final double CAUTION = 1.5;

    /**
     * Returns the one-sided p-value of the hypothesis that the true gain is {@code least} or lower. The gain over its
     * standard error has Student's t distribution with one degree of freedom less than there are observations: the mean
     * of documents is nearly normal, and the t distribution allows for a standard error that is itself estimated
     * (Student, "The probable error of a mean", Biometrika 6, 1908). What the distribution gives is multiplied by 1.5,
     * because it is an approximation. The value is 1 if nothing was measured, or too little to tell.
     *
     * @param least nats
     */
    double pValue(double least) {
        if (!Double.isFinite(gain) || !Double.isFinite(standardError) || observations < FEWEST) {
            return 1;
        }
        if (standardError == 0) {
            return gain > least ? 0 : 1;
        }
        var student = new TDistribution(null, observations - 1.0);
        return Math.min(1, CAUTION * student.cumulativeProbability(-(gain - least) / standardError));
    }
}
