package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import cloze.config.NetworkConfig.HiddenAct;
import jdk.incubator.vector.FloatVector;

/** {@link Gelu} with vectors, including the addition of the bias. */
final class GeluLanes {
    private static final FloatVector CUBIC = Lanes.all(Gelu.CUBIC);
    private static final FloatVector THRICE_CUBIC = Lanes.all(3 * Gelu.CUBIC);
    private static final FloatVector TWICE_SQRT_2_OVER_PI = Lanes.all(Gelu.TWICE_SQRT_2_OVER_PI);
    private static final FloatVector MINUS_HALF = Lanes.all(-0.5f);
    private static final FloatVector HALF = Lanes.all(0.5f);
    private static final FloatVector INVERSE_SQRT_2_PI = Lanes.all(Gelu.INVERSE_SQRT_2_PI);
    private static final FloatVector TAIL_SCALE = Lanes.all(Gelu.TAIL_SCALE);
    private static final FloatVector P1 = Lanes.all(Gelu.P1);
    private static final FloatVector P2 = Lanes.all(Gelu.P2);
    private static final FloatVector P3 = Lanes.all(Gelu.P3);
    private static final FloatVector P4 = Lanes.all(Gelu.P4);
    private static final FloatVector P5 = Lanes.all(Gelu.P5);
    private static final FloatVector P6 = Lanes.all(Gelu.P6);
    private static final FloatVector P7 = Lanes.all(Gelu.P7);
    private static final FloatVector P8 = Lanes.all(Gelu.P8);

    private final float[] lastInputs = new float[Lanes.WIDTH];
    private final float[] lastActivations = new float[Lanes.WIDTH];
    private final float[] lastDerivatives = new float[Lanes.WIDTH];

    /** Implements {@link Kernels#gelu}. */
    void apply(HiddenAct form, float[] inputs, float[] bias, float[] activations, float[] derivatives, int count) {
        int full = Lanes.fullEnd(0, count);
        for (int i = 0; i < full; i += Lanes.WIDTH) {
            FloatVector.fromArray(Lanes.FLOATS, inputs, i)
                    .add(FloatVector.fromArray(Lanes.FLOATS, bias, i))
                    .intoArray(inputs, i);
        }
        full(form, inputs, activations, derivatives, full);
        if (full < count) {
            for (int i = full; i < count; i++) {
                inputs[i] += bias[i];
            }
            System.arraycopy(inputs, full, lastInputs, 0, count - full);
            full(form, lastInputs, lastActivations, lastDerivatives, Lanes.WIDTH);
            System.arraycopy(lastActivations, 0, activations, full, count - full);
            System.arraycopy(lastDerivatives, 0, derivatives, full, count - full);
        }
    }

    private static void full(HiddenAct form, float[] values, float[] activations, float[] derivatives, int fullEnd) {
        switch (form) {
            case GELU_NEW -> {
                minusTwiceU(values, activations, fullEnd);
                ExponentialLanes.apply(activations, 0, 0, fullEnd);
                tanhForm(values, activations, derivatives, fullEnd);
            }
            case GELU -> {
                minusHalfSquare(values, activations, fullEnd);
                ExponentialLanes.apply(activations, 0, 0, fullEnd);
                exactForm(values, activations, derivatives, fullEnd);
            }
        }
    }

    /** Computes -|2u|, where u is the argument of tanh. */
    private static void minusTwiceU(float[] values, float[] activations, int fullEnd) {
        for (int i = 0; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, values, i);
            z.mul(z)
                    .fma(CUBIC, Lanes.ONE)
                    .mul(z)
                    .mul(TWICE_SQRT_2_OVER_PI)
                    .abs()
                    .neg()
                    .intoArray(activations, i);
        }
    }

    /**
     * Computes (1 + tanh u) / 2, the sigmoid of 2u, from e^-|2u| for either sign of u, so that neither side loses
     * digits.
     */
    private static void tanhForm(float[] values, float[] activations, float[] derivatives, int fullEnd) {
        for (int i = 0; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, values, i);
            FloatVector e = FloatVector.fromArray(Lanes.FLOATS, activations, i);
            FloatVector above = Lanes.ONE.div(e.add(Lanes.ONE));
            FloatVector sigmoid = above.blend(above.mul(e), z.compare(LT, Lanes.ZERO));
            FloatVector activation = z.mul(sigmoid);
            FloatVector slope = z.mul(z).fma(THRICE_CUBIC, Lanes.ONE).mul(TWICE_SQRT_2_OVER_PI);
            activation.intoArray(activations, i);
            Lanes.ONE.sub(sigmoid).mul(slope).fma(activation, sigmoid).intoArray(derivatives, i);
        }
    }

    private static void minusHalfSquare(float[] values, float[] activations, int fullEnd) {
        for (int i = 0; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, values, i);
            z.mul(z).mul(MINUS_HALF).intoArray(activations, i);
        }
    }

    private static void exactForm(float[] values, float[] activations, float[] derivatives, int fullEnd) {
        for (int i = 0; i < fullEnd; i += Lanes.WIDTH) {
            FloatVector z = FloatVector.fromArray(Lanes.FLOATS, values, i);
            FloatVector bell = FloatVector.fromArray(Lanes.FLOATS, activations, i);
            FloatVector t = Lanes.ONE.div(z.abs().fma(TAIL_SCALE, Lanes.ONE));
            FloatVector high = t.fma(t.fma(t.fma(P8, P7), P6), P5);
            FloatVector p = t.fma(t.fma(t.fma(t.fma(high, P4), P3), P2), P1);
            FloatVector tail = p.mul(t).mul(bell).mul(HALF);
            FloatVector below = Lanes.ONE.sub(tail).blend(tail, z.compare(LT, Lanes.ZERO));
            z.mul(below).intoArray(activations, i);
            z.mul(bell).fma(INVERSE_SQRT_2_PI, below).intoArray(derivatives, i);
        }
    }
}
