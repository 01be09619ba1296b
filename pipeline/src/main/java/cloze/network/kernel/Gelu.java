package cloze.network.kernel;

import cloze.config.NetworkConfig.HiddenAct;

/**
 * The Gaussian error linear unit z Phi(z) and its derivative over arrays (Hendrycks and Gimpel 2016), in the tanh form
 * of google-research/bert or exact.
 */
final class Gelu {
    /** Beyond this limit the sigmoid's tail is below 1e-34, and the result is 0 or z. */
    private static final float LIMIT = 80;

    static final float CUBIC = 0.044715f;
    static final float TWICE_SQRT_2_OVER_PI = 1.5957692f;

    static final float INVERSE_SQRT_2_PI = 0.3989423f;

    /**
     * Constants of the upper tail 1 - Phi(a) = e^(-a^2 / 2) p(t) / 2 with t = 1 / (1 + TAIL_SCALE a) for a >= 0. p is a
     * minimax fit to the scaled complementary error function with relative error 3e-7.
     */
    static final float TAIL_SCALE = 0.31819806f; // 0.45 / sqrt(2)

    static final float P1 = 0.25390813f;
    static final float P2 = 0.25364658f;
    static final float P3 = 0.22802792f;
    static final float P4 = 0.18876743f;
    static final float P5 = 0.040137466f;
    static final float P6 = 0.20894821f;
    static final float P7 = -0.24030428f;
    static final float P8 = 0.06686878f;

    private Gelu() {}

    /**
     * Computes GELU and its derivative at {@code values}. Overwrites {@code scratch}. All arrays have at least
     * {@code count} elements.
     */
    static void apply(
            HiddenAct form, float[] values, float[] activations, float[] derivatives, float[] scratch, int count) {
        switch (form) {
            case GELU_NEW -> tanhForm(values, activations, derivatives, scratch, count);
            case GELU -> exactForm(values, activations, derivatives, scratch, count);
        }
    }

    /** Computes (1 + tanh u) / 2 as the sigmoid of 2u, which loses no digits for negative z. */
    private static void tanhForm(float[] values, float[] activations, float[] derivatives, float[] scratch, int count) {
        for (int i = 0; i < count; i++) {
            float z = values[i];
            activations[i] = Math.min(LIMIT, -TWICE_SQRT_2_OVER_PI * (z + CUBIC * z * z * z));
        }
        Exponential.apply(activations, scratch, count);
        for (int i = 0; i < count; i++) {
            float z = values[i];
            float sigmoid = 1 / (1 + activations[i]);
            float slope = TWICE_SQRT_2_OVER_PI * (1 + 3 * CUBIC * z * z);
            activations[i] = z * sigmoid;
            derivatives[i] = sigmoid + z * sigmoid * (1 - sigmoid) * slope;
        }
    }

    private static void exactForm(
            float[] values, float[] activations, float[] derivatives, float[] scratch, int count) {
        for (int i = 0; i < count; i++) {
            activations[i] = -0.5f * values[i] * values[i];
        }
        Exponential.apply(activations, scratch, count);
        for (int i = 0; i < count; i++) {
            float z = values[i];
            float bell = activations[i];
            float t = 1 / (1 + TAIL_SCALE * Math.abs(z));
            float polynomial = t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * (P5 + t * (P6 + t * (P7 + t * P8)))))));
            float tail = 0.5f * bell * polynomial;
            float below = z < 0 ? tail : 1 - tail;
            activations[i] = z * below;
            derivatives[i] = below + z * bell * INVERSE_SQRT_2_PI;
        }
    }
}
