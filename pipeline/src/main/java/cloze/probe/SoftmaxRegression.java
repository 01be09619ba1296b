package cloze.probe;

import java.util.Arrays;

/**
 * Logistic regression for K labels: p(k | x) is proportional to exp(w_k x + b_k). Minimises what Spark ML's multinomial
 * LogisticRegression minimises, the mean negative log-likelihood plus strength / 2 times the squared weights without the
 * intercepts. Spark ML runs a Spark job for each iteration; here a fit is a part of one task, because a probe consists
 * of many small fits.
 *
 * @param weights [H + 1][K] in one array: for each feature a weight for each label, then the intercepts
 * @param labels K
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SoftmaxRegression(double[] weights, int labels) {
    /** Returns the regression that knows nothing. */
    static SoftmaxRegression initial(int features, int labels) {
        return new SoftmaxRegression(new double[(features + 1) * labels], labels);
    }

    /** Learns from {@code examples}, starting from this regression. The start changes only the time. */
    SoftmaxRegression fitted(Examples examples, double strength) {
        return new SoftmaxRegression(
                Minimum.of((point, gradient) -> loss(examples, strength, point, gradient), weights), labels);
    }

    private double loss(Examples examples, double strength, double[] point, double[] gradient) {
        int intercepts = point.length - labels;
        Arrays.fill(gradient, 0);
        double penalty = 0;
        for (int i = 0; i < intercepts; i++) {
            penalty += point[i] * point[i];
            gradient[i] = strength * point[i];
        }
        double sum = 0;
        double share = 1.0 / examples.size();
        double[] scores = new double[labels];
        for (int example = 0; example < examples.size(); example++) {
            score(examples, example, point, scores);
            sum -= scores[examples.label(example)];
            double log = logOfSum(scores);
            sum += log;
            for (int label = 0; label < labels; label++) {
                scores[label] = share * (Math.exp(scores[label] - log) - (label == examples.label(example) ? 1 : 0));
                gradient[intercepts + label] += scores[label];
            }
            int[] places = examples.places(example);
            double[] values = examples.values(example);
            for (int i = 0; i < places.length; i++) {
                int first = places[i] * labels;
                for (int label = 0; label < labels; label++) {
                    gradient[first + label] += values[i] * scores[label];
                }
            }
        }
        return sum * share + strength / 2 * penalty;
    }

    private void score(Examples examples, int example, double[] point, double[] scores) {
        System.arraycopy(point, point.length - labels, scores, 0, labels);
        int[] places = examples.places(example);
        double[] values = examples.values(example);
        for (int i = 0; i < places.length; i++) {
            int first = places[i] * labels;
            for (int label = 0; label < labels; label++) {
                scores[label] += values[i] * point[first + label];
            }
        }
    }

    private static double logOfSum(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - largest);
        }
        return largest + Math.log(sum);
    }

    /** Returns the likeliest label, the first of equally likely ones. */
    int predicted(Examples examples, int example) {
        double[] scores = new double[labels];
        score(examples, example, weights, scores);
        int best = 0;
        for (int label = 1; label < labels; label++) {
            best = scores[label] > scores[best] ? label : best;
        }
        return best;
    }

    /** Returns the probability of each label. */
    double[] probabilities(Examples examples, int example) {
        double[] scores = new double[labels];
        score(examples, example, weights, scores);
        double log = logOfSum(scores);
        return Arrays.stream(scores).map(score -> Math.exp(score - log)).toArray();
    }
}
