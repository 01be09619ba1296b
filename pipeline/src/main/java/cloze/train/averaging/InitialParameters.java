package cloze.train.averaging;

import cloze.config.NetworkConfig;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.train.optimiser.BertAdam;
import cloze.train.synchronisation.ModelState;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The parameters that a run starts from, in the flat order. Any process yields any range of them, with the same bits.
 */
public sealed interface InitialParameters extends Serializable {
    /** Returns the parameters {@code from} (inclusive) to {@code to} (exclusive). */
    float[] range(int from, int to);

    /** Returns the parameters {@code from} (inclusive) to {@code to} (exclusive), and moments of zero. */
    default ModelState state(int from, int to) {
        return new ModelState(range(from, to), new float[BertAdam.MOMENTS * (to - from)]);
    }

    /**
     * Parameters drawn at random. Each is drawn by itself, so a range costs nothing but its own draws.
     *
     * @param network the network
     * @param seed seed of the draws
     * @param outputBias bias of the masked-word head, a value per piece; empty for zeros
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
    record Drawn(NetworkConfig network, long seed, float[] outputBias) implements InitialParameters {
        /** Draws with an output bias of zeros. */
        public Drawn(NetworkConfig network, long seed) {
            this(network, seed, new float[0]);
        }

        @Override
        public float[] range(int from, int to) {
            var initialization = new Initialization(network, seed, outputBias);
            float[] range = new float[to - from];
            for (ParameterShape shape : ParameterLayout.of(network)) {
                long begin = Math.max(from, shape.offset());
                long end = Math.min(to, shape.offset() + shape.length());
                if (begin < end) {
                    float[] values =
                            initialization.values(shape, (int) (begin - shape.offset()), (int) (end - shape.offset()));
                    System.arraycopy(values, 0, range, (int) (begin - from), values.length);
                }
            }
            return range;
        }
    }

    /**
     * Parameters of another model.
     *
     * @param flat all of them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
    record Given(float[] flat) implements InitialParameters {
        @Override
        public float[] range(int from, int to) {
            return Arrays.copyOfRange(flat, from, to);
        }
    }
}
