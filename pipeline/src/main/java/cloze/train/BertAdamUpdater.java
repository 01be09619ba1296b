package cloze.train;

import cloze.network.kernel.AdamRates;
import cloze.network.kernel.Kernels;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** {@link BertAdam}'s state and its one pass over gradients, moments and parameters. Not thread-safe, as every updater. */
final class BertAdamUpdater implements GradientUpdater<BertAdam> {
    private static final String M = "M";
    private static final String V = "V";

    /** Floats handled at a time: four chunks stay in the first-level cache. */
    private static final int CHUNK = 1024;

    private final BertAdam config;
    private final Kernels kernels = Kernels.chosen();
    private final float[] gradientChunk = new float[CHUNK];
    private final float[] mChunk = new float[CHUNK];
    private final float[] vChunk = new float[CHUNK];
    private final float[] parameterChunk = new float[CHUNK];
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
        FloatBuffer memory = NativeFloats.buffer(parameters);
        var state = new StateMemory(gradients);
        int start = 0;
        for (DecayedStretch stretch : decays) {
            AdamRates decayed = rates.withDecay((float) (rate * stretch.coefficient()));
            int end = start + stretch.length();
            while (start < end) {
                int count = Math.min(CHUNK, end - start);
                memory.get(start, parameterChunk, 0, count);
                state.move(start, count, decayed);
                memory.put(start, parameterChunk, 0, count);
                start += count;
            }
        }
    }

    /**
     * What Deeplearning4j's own updater asks for: turns {@code gradient} into what is to be taken from the parameters, {@code rate * m /
     * (sqrt(v) + epsilon)}.
     */
    @Override
    public void applyUpdater(INDArray gradient, int step, int epoch) {
        AdamRates rates = rates(1, step, epoch);
        FloatBuffer memory = NativeFloats.buffer(gradient);
        var state = new StateMemory(gradient);
        int length = memory.limit();
        for (int start = 0; start < length; start += CHUNK) {
            int count = Math.min(CHUNK, length - start);
            // From parameters that are zero a step leads to what it takes, negated.
            Arrays.fill(parameterChunk, 0);
            state.move(start, count, rates);
            for (int i = 0; i < count; i++) {
                parameterChunk[i] = -parameterChunk[i];
            }
            memory.put(start, parameterChunk, 0, count);
        }
    }

    /** The memory of gradients and moments. */
    private final class StateMemory {
        private final FloatBuffer gradientMemory;
        private final FloatBuffer mMemory = NativeFloats.buffer(m);
        private final FloatBuffer vMemory = NativeFloats.buffer(v);

        StateMemory(INDArray gradients) {
            gradientMemory = NativeFloats.buffer(gradients);
        }

        /** Moves the moments from {@code start} on, and the parameters in their chunk. */
        void move(int start, int count, AdamRates rates) {
            gradientMemory.get(start, gradientChunk, 0, count);
            mMemory.get(start, mChunk, 0, count);
            vMemory.get(start, vChunk, 0, count);
            kernels.adam(gradientChunk, mChunk, vChunk, parameterChunk, count, rates);
            mMemory.put(start, mChunk, 0, count);
            vMemory.put(start, vChunk, 0, count);
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
