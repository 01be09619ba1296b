package cloze.network.kernel;

/** Layer normalization of one row (Ba, Kiros and Hinton 2016), with the epsilon of google-research/bert. */
final class LayerNorm {
    static final double EPSILON = 1e-12;

    private LayerNorm() {}

    /** Implements {@link Kernels#normalize}. */
    static float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count) {
        float mean = (float) (Rows.sum(values, 0, count) / count);
        Rows.shift(values, -mean, 0, count);
        double variance = Rows.dot(values, values, 0, count) / count;
        float inverse = (float) (1 / Math.sqrt(variance + EPSILON));
        for (int i = 0; i < count; i++) {
            float normalized = values[i] * inverse;
            values[i] = normalized;
            output[i] = gamma[i] * normalized + beta[i];
        }
        return inverse;
    }

    /** Implements {@link Kernels#normalizeBackward}. */
    static void backward(
            float[] gradient, Kernels.NormRow row, float[] gammaGradient, float[] betaGradient, int count) {
        float[] normalized = row.normalized();
        float[] gamma = row.gamma();
        float inverse = row.inverse();
        for (int i = 0; i < count; i++) {
            float outer = gradient[i];
            gammaGradient[i] += outer * normalized[i];
            betaGradient[i] += outer;
            gradient[i] = outer * gamma[i];
        }
        float mean = (float) (Rows.sum(gradient, 0, count) / count);
        float projection = (float) (Rows.dot(gradient, normalized, 0, count) / count);
        for (int i = 0; i < count; i++) {
            gradient[i] = inverse * (gradient[i] - mean - normalized[i] * projection);
        }
    }
}
