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

/** {@link BertAdam}'s state and its one pass over gradients, moments and parameters. Not thread-safe, as every updater. */
final class BertAdamUpdater implements GradientUpdater<BertAdam> {
    private static final String M = "M";
    private static final String V = "V";

    /** Floats that one thread takes at a time. */
    private static final int PIECE = 1 << 16;

    private final BertAdam config;
    private final ParallelFor.PerThread<Desk> desks = new ParallelFor.PerThread<>(Desk::new);
    private INDArray m;
    private INDArray v;

    /**
     * Neighbouring parameters that decay alike.
     *
     * @param length floats
     * @param coefficient of the weight decay, per unit of learning rate; 0: none
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
     * One whole step in one pass over memory: gradient clipping, moments, weight decay and the parameters.
     *
     * @param gradients of the block's parameters; only read
     * @param parameters of the block
     * @param clip what gradients are multiplied by
     * @param decays the block's parameters in order, cut where their decay changes
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
     * What Deeplearning4j's own updater asks for: turns {@code gradient} into what is to be taken from the parameters, {@code rate * m /
     * (sqrt(v) + epsilon)}.
     */
    @Override
    public void applyUpdater(INDArray gradient, int step, int epoch) {
        int length = Math.toIntExact(gradient.length());
        // From parameters that are zero a step leads to what it takes, negated.
        try (INDArray moved = Nd4j.zeros(DataType.FLOAT, length)) {
            step(gradient, moved, 1, List.of(new DecayedStretch(length, 0)), step, epoch);
            gradient.assign(moved.negi().reshape(gradient.shape()));
        }
    }

    /** Neighbouring parameters that move by the same rates. */
    private record Piece(int start, int length, AdamRates rates) {}

    private record Memory(Floats gradients, Floats parameters, Floats m, Floats v) {
        static Memory of(INDArray gradients, INDArray parameters, INDArray m, INDArray v) {
            return new Memory(Floats.over(gradients), Floats.over(parameters), Floats.over(m), Floats.over(v));
        }
    }

    /** What a thread works with. */
    private static final class Desk {
        /** Floats handled at a time: four such arrays stay in the first-level cache. */
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
