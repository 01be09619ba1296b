package cloze.network.kernel;

/**
 * The coefficients of one step of Adam with decoupled weight decay, from a gradient g to parameters p: c = clip g, m =
 * keepMean m + takeMean c, v = keepSquare v + takeSquare c^2, p = p - (rate m / (sqrt(v) rootScale + epsilon) + decay
 * p).
 */
public record AdamRates(
        float clip,
        float keepMean,
        float takeMean,
        float keepSquare,
        float takeSquare,
        float rate,
        float rootScale,
        float epsilon,
        float decay) {
    /** Returns the same coefficients with another decay. */
    public AdamRates withDecay(float other) {
        return new AdamRates(clip, keepMean, takeMean, keepSquare, takeSquare, rate, rootScale, epsilon, other);
    }
}
