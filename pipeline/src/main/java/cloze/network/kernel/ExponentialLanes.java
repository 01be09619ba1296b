package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link Exponential} with vectors. The vector API's own function yields different bits in interpreted and compiled
 * code, and is not faster.
 */
final class ExponentialLanes {
    private static final FloatVector INVERSE_LN2 = Lanes.all(Exponential.INVERSE_LN2);
    private static final FloatVector ROUNDING = Lanes.all(Exponential.ROUNDING);
    private static final FloatVector MINUS_LN2_HIGH = Lanes.all(-Exponential.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = Lanes.all(-Exponential.LN2_LOW);
    private static final FloatVector C2 = Lanes.all(Exponential.C2);
    private static final FloatVector C3 = Lanes.all(Exponential.C3);
    private static final FloatVector C4 = Lanes.all(Exponential.C4);
    private static final FloatVector C5 = Lanes.all(Exponential.C5);
    private static final FloatVector C6 = Lanes.all(Exponential.C6);
    private static final IntVector LIMIT_BITS = Lanes.all(Exponential.LIMIT).reinterpretAsInts();

    /**
     * Floats added lane by lane before a partial sum moves to double; keeps sums over a vocabulary exact to about 1e-7.
     */
    private static final int STRETCH = 64 * Lanes.WIDTH;

    private ExponentialLanes() {}

    /**
     * Replaces full vectors of values x by e^(x - shift) and returns their sum. No x may exceed the shift. Differences
     * below -87, and NaN, count as -87.
     */
    static double apply(float[] values, float shift, int from, int fullEnd) {
        FloatVector shifts = Lanes.all(shift);
        double total = 0;
        int i = from;
        while (i < fullEnd) {
            int end = Math.min(i + STRETCH, fullEnd);
            FloatVector sums = FloatVector.zero(Lanes.FLOATS);
            for (; i < end; i += Lanes.WIDTH) {
                // Non-negative floats have the order of their bits, and the minimum of integers is a single
                // instruction.
                FloatVector x = shifts.sub(FloatVector.fromArray(Lanes.FLOATS, values, i))
                        .reinterpretAsInts()
                        .min(LIMIT_BITS)
                        .reinterpretAsFloats()
                        .neg();
                FloatVector shifted = x.fma(INVERSE_LN2, ROUNDING);
                FloatVector n = shifted.sub(ROUNDING);
                FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
                FloatVector p = r.fma(r.fma(r.fma(r.fma(C6, C5), C4), C3), C2);
                FloatVector power = p.mul(r)
                        .fma(r, r)
                        .add(Lanes.ONE)
                        .reinterpretAsInts()
                        .add(shifted.reinterpretAsInts().lanewise(LSHL, Exponential.MANTISSA_BITS))
                        .reinterpretAsFloats();
                power.intoArray(values, i);
                sums = sums.add(power);
            }
            total += Lanes.sum(sums);
        }
        return total;
    }
}
