package cloze.quality.shortcut;

/**
 * A logistic regression fitted by maximum likelihood, with plain gradient descent on standardized features. The step is
 * at most the inverse of the greatest curvature, so the likelihood never falls. A shortcut worth finding is found in
 * few steps.
 */
final class LogisticRegression {
    private static final int STEPS = 100;

    private final double[] means;
    private final double[] scales;
    /** One weight per feature, then the intercept. */
    private final double[] weights;

    private LogisticRegression(double[] means, double[] scales) {
        this.means = means;
        this.scales = scales;
        this.weights = new double[means.length + 1];
    }

    /**
     * Fits the weights.
     *
     * @param features [N][F], N at least 1
     * @param positive [N]
     */
    static LogisticRegression fit(double[][] features, boolean[] positive) {
        int width = features[0].length;
        var means = new double[width];
        var scales = new double[width];
        for (int f = 0; f < width; f++) {
            for (double[] row : features) {
                means[f] += row[f] / features.length;
            }
            double variance = 0;
            for (double[] row : features) {
                variance += (row[f] - means[f]) * (row[f] - means[f]) / features.length;
            }
            scales[f] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        }
        var model = new LogisticRegression(means, scales);
        // Each standardized feature and the intercept add at most 1/4 to the curvature.
        double step = 4.0 / (width + 1);
        for (int i = 0; i < STEPS; i++) {
            model.step(features, positive, step);
        }
        return model;
    }

    private void step(double[][] features, boolean[] positive, double step) {
        var gradient = new double[weights.length];
        for (int n = 0; n < features.length; n++) {
            double error = (positive[n] ? 1 : 0) - 1 / (1 + Math.exp(-score(features[n])));
            for (int f = 0; f < means.length; f++) {
                gradient[f] += error * (features[n][f] - means[f]) * scales[f];
            }
            gradient[means.length] += error;
        }
        for (int w = 0; w < weights.length; w++) {
            weights[w] += step * gradient[w] / features.length;
        }
    }

    /** Returns the log-odds of the positive class. */
    double score(double[] features) {
        double score = weights[means.length];
        for (int f = 0; f < means.length; f++) {
            score += weights[f] * (features[f] - means[f]) * scales[f];
        }
        return score;
    }
}
