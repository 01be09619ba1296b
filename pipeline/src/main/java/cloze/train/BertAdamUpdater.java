package cloze.train;

import cloze.network.kernel.AdamRates;
import cloze.network.kernel.Kernels;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** {@link BertAdam}'s state and its one pass over gradient, m and v. Not thread-safe, as every updater. */
final class BertAdamUpdater implements GradientUpdater<BertAdam> {
    private static final String M = "M";
    private static final String V = "V";

    /** Floats handled at a time: three chunks stay in the first-level cache. */
    private static final int CHUNK = 2048;

    private final BertAdam config;
    private final Kernels kernels = Kernels.chosen();
    private final float[] gradients = new float[CHUNK];
    private final float[] ms = new float[CHUNK];
    private final float[] vs = new float[CHUNK];
    private INDArray m;
    private INDArray v;

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

    /** Turns {@code gradient} into what is to be taken from the parameters: {@code rate * m / (sqrt(v) + epsilon)}. */
    @Override
    public void applyUpdater(INDArray gradient, int step, int epoch) {
        AdamRates rates = rates(step, epoch);
        long length = gradient.length();
        try (FloatPointer gradientMemory = NativeFloats.pointer(gradient);
                FloatPointer mMemory = NativeFloats.pointer(m);
                FloatPointer vMemory = NativeFloats.pointer(v)) {
            for (long start = 0; start < length; start += CHUNK) {
                int count = (int) Math.min(CHUNK, length - start);
                gradientMemory.position(start).get(gradients, 0, count);
                mMemory.position(start).get(ms, 0, count);
                vMemory.position(start).get(vs, 0, count);
                kernels.adam(gradients, ms, vs, count, rates);
                gradientMemory.put(gradients, 0, count);
                mMemory.put(ms, 0, count);
                vMemory.put(vs, 0, count);
            }
        }
    }

    private AdamRates rates(int step, int epoch) {
        double rate = config.getLearningRate(step, epoch);
        double rootScale = 1;
        if (config.bias() == BertAdam.Bias.CORRECTED) {
            rate /= 1 - Math.pow(BertAdam.BETA_1, step + 1.0);
            rootScale = 1 / Math.sqrt(1 - Math.pow(BertAdam.BETA_2, step + 1.0));
        }
        return new AdamRates(
                (float) BertAdam.BETA_1,
                (float) (1 - BertAdam.BETA_1),
                (float) BertAdam.BETA_2,
                (float) (1 - BertAdam.BETA_2),
                (float) rate,
                (float) rootScale,
                (float) BertAdam.EPSILON);
    }
}
