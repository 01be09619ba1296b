package cloze.network.parameter;

import java.util.Arrays;

/**
 * A bias or layer-norm parameter as a Java array. It is read before a pass; its gradient is summed up in an array and
 * stored after the pass.
 */
public final class Vector {
    private final Parameter parameter;
    private final float[] values;
    private final float[] gradient;

    public Vector(Parameter parameter) {
        this.parameter = parameter;
        this.values = new float[parameter.length()];
        this.gradient = new float[parameter.length()];
    }

    /** Reads the current values. The array is reused. */
    public float[] load() {
        parameter.values().read(0, values, values.length);
        return values;
    }

    /** Returns the values of the last {@link #load}. */
    public float[] values() {
        return values;
    }

    public float[] gradient() {
        return gradient;
    }

    public float[] clearGradient() {
        Arrays.fill(gradient, 0);
        return gradient;
    }

    public void storeGradient() {
        parameter.gradients().write(0, gradient, gradient.length);
    }
}
