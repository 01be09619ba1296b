package cloze.retrain;

import cloze.retrain.ModelComparison.Difference;

/**
 * What alpha spending decided from. A missing measure is NaN.
 *
 * @param pValue probability of at least this gain on the frozen held-out documents if the challenger is not better
 * @param spent probability of a false promotion that the night has spent: the level that it was judged at
 * @param spentInYear the sum of what was spent in the last 365 days, this night included
 * @param budget expected number of false promotions that 365 days may have
 * @param recent the comparison on the held-out documents of recent nights
 */
record Evidence(double pValue, double spent, double spentInYear, double budget, Recent recent) {
    static final Evidence NONE = new Evidence(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Recent.NONE);

    /**
     * The comparison on the held-out documents of recent nights.
     *
     * @param documents number of documents
     * @param gain how much lower the challenger's loss is, in nats
     * @param low lower end of the 95 % interval of the gain
     * @param high upper end of the interval
     */
    record Recent(long documents, double gain, double low, double high) {
        static final Recent NONE = new Recent(0, Double.NaN, Double.NaN, Double.NaN);

        static Recent of(long documents, Difference gain) {
            return new Recent(documents, gain.value(), gain.low(), gain.high());
        }

        /** Returns whether the documents show, beyond chance, that the challenger is worse. */
        boolean showsLoss() {
            return high < 0;
        }
    }
}
