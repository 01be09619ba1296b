package cloze.network.kernel;

import jdk.incubator.vector.FloatVector;

/** {@link LayerNorm} with vectors. */
final class NormLanes {
    private NormLanes() {}

    /** Implements {@link Kernels#normalize}. */
    static float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count) {
        int full = Lanes.fullEnd(0, count);
        float mean = Lanes.sum(values, 0, count) / count;
        float variance = centredSquares(values, mean, count) / count;
        float inverse = (float) (1 / Math.sqrt(variance + LayerNorm.EPSILON));
        FloatVector inverses = Lanes.all(inverse);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector normalized =
                    FloatVector.fromArray(Lanes.FLOATS, values, i).mul(inverses);
            normalized.intoArray(values, i);
            normalized
                    .fma(FloatVector.fromArray(Lanes.FLOATS, gamma, i), FloatVector.fromArray(Lanes.FLOATS, beta, i))
                    .intoArray(output, i);
        }
        for (int i = full; i < count; i++) {
            float normalized = values[i] * inverse;
            values[i] = normalized;
            output[i] = gamma[i] * normalized + beta[i];
        }
        return inverse;
    }

    /** Subtracts the mean from all values and returns the sum of their squares. */
    private static float centredSquares(float[] values, float mean, int count) {
        FloatVector means = Lanes.all(mean);
        FloatVector squares = FloatVector.zero(Lanes.FLOATS);
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector centred = FloatVector.fromArray(Lanes.FLOATS, values, i).sub(means);
            centred.intoArray(values, i);
            squares = centred.fma(centred, squares);
        }
        float total = Lanes.sum(squares);
        for (int i = full; i < count; i++) {
            values[i] -= mean;
            total += values[i] * values[i];
        }
        return total;
    }

    /** Implements {@link Kernels#normalizeBackward}. */
    static void backward(
            float[] gradient, Kernels.NormRow row, float[] gammaGradient, float[] betaGradient, int count) {
        float[] normalized = row.normalized();
        float[] gamma = row.gamma();
        FloatVector sums = FloatVector.zero(Lanes.FLOATS);
        FloatVector dots = FloatVector.zero(Lanes.FLOATS);
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector outer = FloatVector.fromArray(Lanes.FLOATS, gradient, i);
            FloatVector normal = FloatVector.fromArray(Lanes.FLOATS, normalized, i);
            FloatVector inner = outer.mul(FloatVector.fromArray(Lanes.FLOATS, gamma, i));
            inner.intoArray(gradient, i);
            sums = sums.add(inner);
            dots = inner.fma(normal, dots);
            outer.fma(normal, FloatVector.fromArray(Lanes.FLOATS, gammaGradient, i))
                    .intoArray(gammaGradient, i);
            outer.add(FloatVector.fromArray(Lanes.FLOATS, betaGradient, i)).intoArray(betaGradient, i);
        }
        float sum = Lanes.sum(sums);
        float dot = Lanes.sum(dots);
        for (int i = full; i < count; i++) {
            float outer = gradient[i];
            gammaGradient[i] += outer * normalized[i];
            betaGradient[i] += outer;
            gradient[i] = outer * gamma[i];
            sum += gradient[i];
            dot += gradient[i] * normalized[i];
        }
        spread(gradient, row, sum / count, dot / count, count);
    }

    private static void spread(float[] gradient, Kernels.NormRow row, float mean, float projection, int count) {
        float[] normalized = row.normalized();
        float inverse = row.inverse();
        FloatVector means = Lanes.all(mean);
        FloatVector projections = Lanes.all(-projection);
        FloatVector inverses = Lanes.all(inverse);
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector centred =
                    FloatVector.fromArray(Lanes.FLOATS, gradient, i).sub(means);
            FloatVector.fromArray(Lanes.FLOATS, normalized, i)
                    .fma(projections, centred)
                    .mul(inverses)
                    .intoArray(gradient, i);
        }
        for (int i = full; i < count; i++) {
            gradient[i] = inverse * (gradient[i] - mean - normalized[i] * projection);
        }
    }
}
