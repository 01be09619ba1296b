package cloze.network.kernel;

/**
 * The numbers of one step of Adam: m = keepMean m + takeMean g, v = keepSquare v + takeSquare g^2, update = rate m / (sqrt(v) rootScale +
 * epsilon).
 */
public record AdamRates(
        float keepMean,
        float takeMean,
        float keepSquare,
        float takeSquare,
        float rate,
        float rootScale,
        float epsilon) {}
