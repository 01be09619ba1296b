package cloze.train.optimiser;

import cloze.network.kernel.AdamRates;
import cloze.network.kernel.Kernels;
import cloze.network.matrix.Floats;
import cloze.parallel.ParallelFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The state of {@link BertAdam}, and its single pass over gradients, moments and parameters. Like every updater, not
 * thread-safe.
 */
final class BertAdamUpdater implements GradientUpdater<BertAdam> {
    private static final String M = "M";
    private static final String V = "V";

    /** Floats per unit of work of a thread. */
    private static final int PIECE = 1 << 16;

    private final BertAdam config;
    private final ParallelFor.PerThread<Desk> desks = new ParallelFor.PerThread<>(Desk::new);
    private INDArray m;
    private INDArray v;

    /**
     * Consecutive parameters with the same weight decay.
     *
     * @param length number of floats
     * @param coefficient weight decay per unit of learning rate; 0 for none
     */
    record DecayedStretch(int length, double coefficient) {}

    BertAdamUpdater(BertAdam config) {
        this.config = config;
    }

    @Override
    public BertAdam getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> state, boolean initialize) {
        m = state.get(M);
        v = state.get(V);
        if (initialize) {
            m.assign(0);
            v.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(M, m, V, v);
    }

    @Override
    public void setStateViewArray(INDArray state, long[] gradientShape, char gradientOrder, boolean initialize) {
        if (initialize) {
            state.assign(0);
        }
        INDArray flat = state.reshape(state.length());
        long parameters = flat.length() / 2;
        m = flat.get(NDArrayIndex.interval(0, parameters));
        v = flat.get(NDArrayIndex.interval(parameters, flat.length()));
    }

    /**
     * Performs a whole step in one pass over memory: gradient clipping, moments, weight decay and parameters.
     *
     * @param gradients gradients of the block's parameters; only read
     * @param parameters parameters of the block; updated
     * @param clip factor for the gradients
     * @param decays the block's parameters in order, split where the weight decay changes
     */
    void step(INDArray gradients, INDArray parameters, double clip, List<DecayedStretch> decays, int step, int epoch) {
        AdamRates rates = rates((float) clip, step, epoch);
        double rate = config.getLearningRate(step, epoch);
        var memory = Memory.of(gradients, parameters, m, v);
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (DecayedStretch stretch : decays) {
            AdamRates decayed = rates.withDecay((float) (rate * stretch.coefficient()));
            int end = start + stretch.length();
            for (; start < end; start = Math.min(end, start + PIECE)) {
                pieces.add(new Piece(start, Math.min(PIECE, end - start), decayed));
            }
        }
        desks.forAll();
        ParallelFor.each(pieces.size(), (member, index) -> desks.of(member).move(memory, pieces.get(index)));
    }

    /**
     * Implements the interface of Deeplearning4j's own updater. Replaces {@code gradient} by the value to subtract from
     * the parameters, {@code rate * m / (sqrt(v) + epsilon)}.
     */
    @Override
    public void applyUpdater(INDArray gradient, int step, int epoch) {
        int length = Math.toIntExact(gradient.length());
        // A step from zero parameters yields the negated update.
        try (INDArray moved = Nd4j.zeros(DataType.FLOAT, length)) {
            step(gradient, moved, 1, List.of(new DecayedStretch(length, 0)), step, epoch);
            gradient.assign(moved.negi().reshape(gradient.shape()));
        }
    }

    /** Consecutive parameters with the same rates. */
    private record Piece(int start, int length, AdamRates rates) {}

    private record Memory(Floats gradients, Floats parameters, Floats m, Floats v) {
        static Memory of(INDArray gradients, INDArray parameters, INDArray m, INDArray v) {
            return new Memory(Floats.over(gradients), Floats.over(parameters), Floats.over(m), Floats.over(v));
        }
    }

    /** Buffers of one thread. */
    private static final class Desk {
        /** Floats per chunk. Four arrays of this length fit into the first-level cache. */
        private static final int CHUNK = 1024;

        private final Kernels kernels = Kernels.chosen();
        private final float[] gradients = new float[CHUNK];
        private final float[] parameters = new float[CHUNK];
        private final float[] m = new float[CHUNK];
        private final float[] v = new float[CHUNK];

        void move(Memory memory, Piece piece) {
            int end = piece.start() + piece.length();
            for (int start = piece.start(); start < end; start += CHUNK) {
                int count = Math.min(CHUNK, end - start);
                memory.gradients().read(start, gradients, count);
                memory.parameters().read(start, parameters, count);
                memory.m().read(start, m, count);
                memory.v().read(start, v, count);
                kernels.adam(gradients, m, v, parameters, count, piece.rates());
                memory.parameters().write(start, parameters, count);
                memory.m().write(start, m, count);
                memory.v().write(start, v, count);
            }
        }
    }

    private AdamRates rates(float clip, int step, int epoch) {
        double rate = config.getLearningRate(step, epoch);
        double rootScale = 1;
        if (config.bias() == BertAdam.Bias.CORRECTED) {
            rate /= 1 - Math.pow(BertAdam.BETA_1, step + 1.0);
            rootScale = 1 / Math.sqrt(1 - Math.pow(BertAdam.BETA_2, step + 1.0));
        }
        return new AdamRates(
                clip,
                (float) BertAdam.BETA_1,
                (float) (1 - BertAdam.BETA_1),
                (float) BertAdam.BETA_2,
                (float) (1 - BertAdam.BETA_2),
                (float) rate,
                (float) rootScale,
                (float) BertAdam.EPSILON,
                0);
    }
}
