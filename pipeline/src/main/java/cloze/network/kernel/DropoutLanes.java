package cloze.network.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import cloze.random.Seeds;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link ScalarDropout} with vectors: the same draws, and therefore the same bits. */
final class DropoutLanes {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /** Values decided by one vector of numbers. */
    private static final int STEP = LONGS.length() * DropRate.DRAWS_PER_WORD;

    /**
     * Lane j holds the increment of the sequence's state up to its number j + 1; {@code STRIDE} is the increment to the
     * next vector.
     */
    private static final LongVector GROWTH =
            LongVector.broadcast(LONGS, 1).addIndex(1).mul(Seeds.GOLDEN_GAMMA);

    private static final LongVector STRIDE = LongVector.broadcast(LONGS, LONGS.length() * Seeds.GOLDEN_GAMMA);
    private static final LongVector MIX_1 = LongVector.broadcast(LONGS, Seeds.MIX_1);
    private static final LongVector MIX_2 = LongVector.broadcast(LONGS, Seeds.MIX_2);

    /**
     * Shuffles for 32-bit lanes of two draws each, the lower one first: each lane of the lower half twice, and likewise
     * for the upper half.
     */
    private static final VectorShuffle<Integer> LOWER = VectorShuffle.fromOp(INTS, lane -> lane / 2);

    private static final VectorShuffle<Integer> UPPER = VectorShuffle.fromOp(INTS, lane -> (INTS.length() + lane) / 2);
    private static final IntVector DOWN =
            IntVector.zero(INTS).addIndex(1).and(1).lanewise(LSHL, 4);
    private static final IntVector DRAW = IntVector.broadcast(INTS, 0xffff);

    private DropoutLanes() {}

    /**
     * Returns whether 64-bit lanes are multiplied by a single instruction, as with AVX-512. Without it, each product is
     * a call.
     */
    static boolean isSupported() {
        return LONGS.vectorBitSize() >= 512 && Lanes.FLOATS.vectorBitSize() == LONGS.vectorBitSize();
    }

    /** Implements {@link Kernels#drop}. */
    static void apply(float[] values, int from, int count, DropRate rate, long key, long firstWord) {
        IntVector thresholds = IntVector.broadcast(INTS, rate.threshold());
        IntVector survives = IntVector.broadcast(INTS, Float.floatToRawIntBits(rate.scale()));
        LongVector state = GROWTH.add(LongVector.broadcast(LONGS, key + firstWord * Seeds.GOLDEN_GAMMA));
        int full = from + count / STEP * STEP;
        for (int i = from; i < full; i += STEP) {
            LongVector bits = state.lanewise(XOR, state.lanewise(LSHR, 30)).mul(MIX_1);
            bits = bits.lanewise(XOR, bits.lanewise(LSHR, 27)).mul(MIX_2);
            IntVector draws = bits.lanewise(XOR, bits.lanewise(LSHR, 31)).reinterpretAsInts();
            state = state.add(STRIDE);
            // Like ScalarDropout: the sign of draw - threshold, spread over all bits, clears the scale.
            IntVector lower = draws.rearrange(LOWER).lanewise(LSHR, DOWN).and(DRAW);
            IntVector upper = draws.rearrange(UPPER).lanewise(LSHR, DOWN).and(DRAW);
            IntVector lowerKept = lower.sub(thresholds).lanewise(ASHR, 31).not().and(survives);
            IntVector upperKept = upper.sub(thresholds).lanewise(ASHR, 31).not().and(survives);
            FloatVector.fromArray(Lanes.FLOATS, values, i)
                    .mul(lowerKept.reinterpretAsFloats())
                    .intoArray(values, i);
            FloatVector.fromArray(Lanes.FLOATS, values, i + Lanes.WIDTH)
                    .mul(upperKept.reinterpretAsFloats())
                    .intoArray(values, i + Lanes.WIDTH);
        }
        if (full < from + count) {
            long word = firstWord + (full - from) / DropRate.DRAWS_PER_WORD;
            ScalarDropout.apply(values, full, from + count - full, rate, key, word);
        }
    }
}
