package cloze.network.kernel;

import cloze.config.NetworkConfig.HiddenAct;

/**
 * The row-wise kernels of a training step. An implementation processes elements in a fixed order, so it yields the same
 * bits every time. Two implementations agree up to rounding.
 *
 * <p>Not thread-safe: an instance may have scratch memory, and belongs to one thread, like the network that uses it.
 * Arrays may be longer than {@code count}; elements beyond it are not touched.
 */
public interface Kernels {

    /** Returns new kernels as selected by the system property {@value KernelChoice#PROPERTY} (default {@code auto}). */
    static Kernels chosen() {
        return KernelChoice.current().kernels();
    }

    /**
     * Adds {@code addend} to {@code values} and returns the index of the largest sum: the first if several are equal,
     * and the index of a NaN if all are NaN.
     */
    int addAndFindLargest(float[] values, float[] addend, int count);

    /**
     * Replaces {@code values} x by e^(x - shift) with a relative error below 3e-7; differences below -87 count as -87.
     * Returns their sum, or NaN if the shift is NaN.
     *
     * @param shift at least as large as every value
     */
    double exponentials(float[] values, float shift, int count);

    /** Multiplies {@code values} by {@code factor} in place and adds the products to {@code sums}. */
    void scaleAndAdd(float[] values, float factor, float[] sums, int count);

    /** Multiplies {@code values} by {@code factors} element-wise in place and adds the products to {@code sums}. */
    void multiplyAndAdd(float[] values, float[] factors, float[] sums, int count);

    /** Replaces {@code rows} consecutive rows of {@code width} scores by probabilities. */
    void softmax(float[] values, int rows, int width);

    /** Converts gradients of probabilities to gradients of scores, in place, for rows as in {@link #softmax}. */
    void softmaxBackward(float[] gradients, float[] probabilities, int rows, int width);

    /**
     * Applies dropout to {@code count} values from {@code from} on.
     *
     * @param key selects the sequence of draws
     * @param firstWord index of the sequence's first number for these values, which use {@link DropRate#words} numbers
     */
    void drop(float[] values, int from, int count, DropRate rate, long key, long firstWord);

    /**
     * Writes GELU and its derivative at {@code inputs + bias} to {@code activations} and {@code derivatives}.
     * Overwrites {@code inputs}.
     */
    void gelu(HiddenAct form, float[] inputs, float[] bias, float[] activations, float[] derivatives, int count);

    /**
     * Applies layer normalization to one row: normalizes {@code values} in place and writes gamma times the result plus
     * beta to {@code output}. Returns the inverse standard deviation.
     */
    float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count);

    /**
     * Converts the gradient of a normalized row's output to that of its input, in place, and adds the row's share to
     * the gradients of gamma and beta.
     */
    void normalizeBackward(float[] gradient, NormRow row, float[] gammaGradient, float[] betaGradient, int count);

    /** Makes one step of Adam: updates moments and parameters, and only reads gradients. */
    void adam(float[] gradients, float[] means, float[] squares, float[] parameters, int count, AdamRates rates);

    /**
     * What {@link #normalizeBackward} needs of a row: its normalized values, its inverse standard deviation, and the
     * layer norm's gamma.
     */
    @SuppressWarnings("ArrayRecordComponent") // views of memory, never compared
    record NormRow(float[] normalized, float inverse, float[] gamma) {}
}
