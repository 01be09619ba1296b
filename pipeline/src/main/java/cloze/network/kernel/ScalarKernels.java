package cloze.network.kernel;

import cloze.config.NetworkConfig.HiddenAct;

/** The kernels in plain Java, in loops that the compiler vectorizes where possible. */
final class ScalarKernels implements Kernels {
    private float[] scratch = new float[0];

    private float[] scratch(int count) {
        if (scratch.length < count) {
            scratch = new float[count];
        }
        return scratch;
    }

    @Override
    public int addAndFindLargest(float[] values, float[] addend, int count) {
        Rows.add(values, addend, count);
        return Rows.indexOfMax(values, 0, count);
    }

    @Override
    public double exponentials(float[] values, float shift, int count) {
        Exponential.apply(values, shift, scratch(count), count);
        return Rows.sum(values, 0, count);
    }

    @Override
    public void scaleAndAdd(float[] values, float factor, float[] sums, int count) {
        Rows.scale(values, factor, 0, count);
        Rows.add(sums, values, count);
    }

    @Override
    public void multiplyAndAdd(float[] values, float[] factors, float[] sums, int count) {
        Rows.multiply(values, factors, count);
        Rows.add(sums, values, count);
    }

    @Override
    public void softmax(float[] values, int rows, int width) {
        Softmax.apply(values, scratch(rows * width), rows, width);
    }

    @Override
    public void softmaxBackward(float[] gradients, float[] probabilities, int rows, int width) {
        Softmax.backward(gradients, probabilities, rows, width);
    }

    @Override
    public void drop(float[] values, int from, int count, DropRate rate, long key, long firstWord) {
        ScalarDropout.apply(values, from, count, rate, key, firstWord);
    }

    @Override
    public void gelu(
            HiddenAct form, float[] inputs, float[] bias, float[] activations, float[] derivatives, int count) {
        Rows.add(inputs, bias, count);
        Gelu.apply(form, inputs, activations, derivatives, scratch(count), count);
    }

    @Override
    public float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count) {
        return LayerNorm.normalize(values, gamma, beta, output, count);
    }

    @Override
    public void normalizeBackward(
            float[] gradient, NormRow row, float[] gammaGradient, float[] betaGradient, int count) {
        LayerNorm.backward(gradient, row, gammaGradient, betaGradient, count);
    }

    @Override
    public void adam(
            float[] gradients, float[] means, float[] squares, float[] parameters, int count, AdamRates rates) {
        adam(gradients, means, squares, parameters, 0, count, rates);
    }

    static void adam(
            float[] gradients, float[] means, float[] squares, float[] parameters, int from, int to, AdamRates rates) {
        float clip = rates.clip();
        float keepMean = rates.keepMean();
        float takeMean = rates.takeMean();
        float keepSquare = rates.keepSquare();
        float takeSquare = rates.takeSquare();
        float rate = rates.rate();
        float rootScale = rates.rootScale();
        float epsilon = rates.epsilon();
        float decay = rates.decay();
        for (int i = from; i < to; i++) {
            float gradient = clip * gradients[i];
            float mean = keepMean * means[i] + takeMean * gradient;
            float square = keepSquare * squares[i] + takeSquare * gradient * gradient;
            means[i] = mean;
            squares[i] = square;
            float update = rate * mean / ((float) Math.sqrt(square) * rootScale + epsilon);
            parameters[i] -= update + decay * parameters[i];
        }
    }
}
