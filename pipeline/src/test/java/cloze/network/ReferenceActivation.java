package cloze.network;

import cloze.config.NetworkConfig.HiddenAct;

/** The activations and their derivatives, in double precision. */
final class ReferenceActivation {
    /** Of the tanh form: google-research/bert, modeling.py, gelu. */
    private static final double CUBIC = 0.044715;

    private static final double SLOPE = Math.sqrt(2 / Math.PI);

    private ReferenceActivation() {}

    static ReferenceMatrix apply(HiddenAct form, ReferenceMatrix x) {
        return switch (form) {
            case GELU_NEW -> x.map(ReferenceActivation::tanhGelu, ReferenceActivation::tanhGeluSlope);
            case GELU -> x.map(ReferenceActivation::erfGelu, ReferenceActivation::erfGeluSlope);
        };
    }

    static ReferenceMatrix relu(ReferenceMatrix x) {
        return x.map(v -> Math.max(v, 0), v -> v > 0 ? 1 : 0);
    }

    static ReferenceMatrix tanh(ReferenceMatrix x) {
        return x.map(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v));
    }

    static double tanhGelu(double x) {
        return 0.5 * x * (1 + Math.tanh(SLOPE * (x + CUBIC * x * x * x)));
    }

    private static double tanhGeluSlope(double x) {
        double tanh = Math.tanh(SLOPE * (x + CUBIC * x * x * x));
        return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * SLOPE * (1 + 3 * CUBIC * x * x);
    }

    /** x times the share of a standard normal variable below x. */
    static double erfGelu(double x) {
        return x * normalShareBelow(x);
    }

    private static double erfGeluSlope(double x) {
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        return normalShareBelow(x) + x * density;
    }

    private static double normalShareBelow(double x) {
        return 0.5 * (1 + erf(x / Math.sqrt(2)));
    }

    /** The error function by the series 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)), whose terms have one sign. */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
