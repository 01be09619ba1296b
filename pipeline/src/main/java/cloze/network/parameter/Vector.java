package cloze.network.parameter;

import java.util.Arrays;

/** A bias or a layer norm's parameter as a Java array: read before a pass, its gradient summed in an array and stored after it. */
public final class Vector {
    private final Parameter parameter;
    private final float[] values;
    private final float[] gradient;

    public Vector(Parameter parameter) {
        this.parameter = parameter;
        this.values = new float[parameter.length()];
        this.gradient = new float[parameter.length()];
    }

    /** The values of now. The array is reused. */
    public float[] load() {
        parameter.values().read(0, values, values.length);
        return values;
    }

    /** The values as of the last {@link #load}. */
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
