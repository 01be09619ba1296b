package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.SQRT;

import cloze.config.NetworkConfig.HiddenAct;
import jdk.incubator.vector.FloatVector;

/** The kernels with {@code jdk.incubator.vector}. */
final class VectorKernels implements Kernels {
    private static final boolean DRAWS_IN_VECTORS = DropoutLanes.isSupported();

    private final SoftmaxLanes softmax = new SoftmaxLanes();
    private final GeluLanes gelu = new GeluLanes();

    @Override
    public int addAndFindLargest(float[] values, float[] addend, int count) {
        return softmax.addAndFindLargest(values, addend, count);
    }

    @Override
    public double exponentials(float[] values, float shift, int count) {
        return softmax.exponentials(values, shift, count);
    }

    @Override
    public void scaleAndAdd(float[] values, float factor, float[] sums, int count) {
        FloatVector factors = Lanes.all(factor);
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector scaled = FloatVector.fromArray(Lanes.FLOATS, values, i).mul(factors);
            scaled.intoArray(values, i);
            FloatVector.fromArray(Lanes.FLOATS, sums, i).add(scaled).intoArray(sums, i);
        }
        for (int i = full; i < count; i++) {
            values[i] *= factor;
            sums[i] += values[i];
        }
    }

    @Override
    public void multiplyAndAdd(float[] values, float[] factors, float[] sums, int count) {
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector product =
                    FloatVector.fromArray(Lanes.FLOATS, values, i).mul(FloatVector.fromArray(Lanes.FLOATS, factors, i));
            product.intoArray(values, i);
            FloatVector.fromArray(Lanes.FLOATS, sums, i).add(product).intoArray(sums, i);
        }
        for (int i = full; i < count; i++) {
            values[i] *= factors[i];
            sums[i] += values[i];
        }
    }

    @Override
    public void softmax(float[] values, int rows, int width) {
        softmax.apply(values, rows, width);
    }

    @Override
    public void softmaxBackward(float[] gradients, float[] probabilities, int rows, int width) {
        SoftmaxLanes.backward(gradients, probabilities, rows, width);
    }

    @Override
    public void drop(float[] values, int from, int count, DropRate rate, long key, long firstWord) {
        if (DRAWS_IN_VECTORS) {
            DropoutLanes.apply(values, from, count, rate, key, firstWord);
        } else {
            ScalarDropout.apply(values, from, count, rate, key, firstWord);
        }
    }

    @Override
    public void gelu(
            HiddenAct form, float[] inputs, float[] bias, float[] activations, float[] derivatives, int count) {
        gelu.apply(form, inputs, bias, activations, derivatives, count);
    }

    @Override
    public float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count) {
        return NormLanes.normalize(values, gamma, beta, output, count);
    }

    @Override
    public void normalizeBackward(
            float[] gradient, NormRow row, float[] gammaGradient, float[] betaGradient, int count) {
        NormLanes.backward(gradient, row, gammaGradient, betaGradient, count);
    }

    @Override
    public void adam(
            float[] gradients, float[] means, float[] squares, float[] parameters, int count, AdamRates rates) {
        FloatVector clip = Lanes.all(rates.clip());
        FloatVector keepMean = Lanes.all(rates.keepMean());
        FloatVector takeMean = Lanes.all(rates.takeMean());
        FloatVector keepSquare = Lanes.all(rates.keepSquare());
        FloatVector takeSquare = Lanes.all(rates.takeSquare());
        FloatVector rate = Lanes.all(rates.rate());
        FloatVector rootScale = Lanes.all(rates.rootScale());
        FloatVector epsilon = Lanes.all(rates.epsilon());
        FloatVector decay = Lanes.all(rates.decay());
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector gradient =
                    FloatVector.fromArray(Lanes.FLOATS, gradients, i).mul(clip);
            FloatVector mean = gradient.mul(takeMean)
                    .add(FloatVector.fromArray(Lanes.FLOATS, means, i).mul(keepMean));
            FloatVector square = gradient.mul(takeSquare)
                    .mul(gradient)
                    .add(FloatVector.fromArray(Lanes.FLOATS, squares, i).mul(keepSquare));
            mean.intoArray(means, i);
            square.intoArray(squares, i);
            FloatVector root = square.lanewise(SQRT).mul(rootScale).add(epsilon);
            FloatVector parameter = FloatVector.fromArray(Lanes.FLOATS, parameters, i);
            FloatVector update = mean.mul(rate).div(root).add(parameter.mul(decay));
            parameter.sub(update).intoArray(parameters, i);
        }
        ScalarKernels.adam(gradients, means, squares, parameters, full, count, rates);
    }
}
