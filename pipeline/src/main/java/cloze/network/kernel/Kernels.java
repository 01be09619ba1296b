package cloze.network.kernel;

import cloze.config.NetworkConfig.HiddenAct;

/**
 * The row-wise kernels of a training step. Elements are handled in a fixed order, so one form gives the same bits every time; two forms
 * agree within rounding.
 *
 * <p>An instance may hold scratch memory: it belongs to one thread, as the network that asked for it. Arrays may be longer than
 * {@code count}; what lies behind is not touched.
 */
public interface Kernels {

    /** The kernels of this process: system property {@value KernelChoice#PROPERTY}, {@code auto} where it is not set. */
    static Kernels chosen() {
        return KernelChoice.current().kernels();
    }

    /** Adds {@code addend} to {@code values}. Returns the index of the largest sum, the first of equals; of a NaN when all are. */
    int addAndFindLargest(float[] values, float[] addend, int count);

    /**
     * Replaces {@code values} x by e^(x - shift) with a relative error below 3e-7, differences below -87 as -87. Returns their sum, not a
     * number when shift is none.
     *
     * @param shift at least as large as every value
     */
    double exponentials(float[] values, float shift, int count);

    /** Multiplies {@code values} by {@code factor} and adds the products to {@code sums}. */
    void scaleAndAdd(float[] values, float factor, float[] sums, int count);

    /** Multiplies {@code values} by {@code factors}, element by element, and adds the products to {@code sums}. */
    void multiplyAndAdd(float[] values, float[] factors, float[] sums, int count);

    /** Replaces {@code rows} rows of {@code width} scores, one after another, by probabilities. */
    void softmax(float[] values, int rows, int width);

    /** Turns gradients of probabilities into gradients of scores, in place; rows as in {@link #softmax}. */
    void softmaxBackward(float[] gradients, float[] probabilities, int rows, int width);

    /**
     * Drops and scales {@code count} values from {@code from} on.
     *
     * @param key the sequence of draws
     * @param firstWord the sequence's first number for these values; they take {@link DropRate#words} of them
     */
    void drop(float[] values, int from, int count, DropRate rate, long key, long firstWord);

    /** Writes the unit's values and slopes at {@code inputs + bias} to {@code activations} and {@code derivatives}. */
    void gelu(HiddenAct form, float[] inputs, float[] bias, float[] activations, float[] derivatives, int count);

    /**
     * Layer normalisation of one row: replaces {@code values} by their normalised form and writes gamma times it plus beta to
     * {@code output}. Returns the inverse standard deviation.
     */
    float normalize(float[] values, float[] gamma, float[] beta, float[] output, int count);

    /**
     * Turns the gradient of a normalised row's output into that of its input, in place, and adds the row's share to gamma's and beta's
     * gradients.
     */
    void normalizeBackward(float[] gradient, NormRow row, float[] gammaGradient, float[] betaGradient, int count);

    /** One step of Adam: moves moments and parameters on; gradients are only read. */
    void adam(float[] gradients, float[] means, float[] squares, float[] parameters, int count, AdamRates rates);

    /** What is kept of a row for {@link #normalizeBackward}: its normalised form, its inverse standard deviation, and the norm's gain. */
    @SuppressWarnings("ArrayRecordComponent") // views of memory, never compared
    record NormRow(float[] normalized, float inverse, float[] gamma) {}
}
