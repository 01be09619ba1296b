package cloze.train.averaging;

import cloze.network.matrix.Floats;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A state in native memory.
 *
 * @param flatParameters the parameters, in Deeplearning4j's flat order
 * @param flatUpdater the state of the optimiser, likewise
 */
public record NativeState(INDArray flatParameters, INDArray flatUpdater) implements StateView {
    private static final int CHUNK = 1 << 14;

    /** Returns the state of {@code graph}, in place. */
    public static NativeState of(ComputationGraph graph) {
        return new NativeState(graph.params(), graph.getUpdater().getStateViewArray());
    }

    /** Allocates a state of zeros, which the caller must close. */
    public static NativeState allocate(int parameters, int updater) {
        return new NativeState(vector(parameters), vector(updater));
    }

    private static INDArray vector(int length) {
        return length == 0 ? Nd4j.empty(DataType.FLOAT) : Nd4j.create(DataType.FLOAT, length);
    }

    /** Frees the memory at once. */
    public void close() {
        for (INDArray vector : List.of(flatParameters, flatUpdater)) {
            if (vector.closeable()) {
                vector.close();
            }
        }
    }

    @Override
    public int parameters() {
        return Math.toIntExact(flatParameters.length());
    }

    @Override
    public int updater() {
        return Math.toIntExact(flatUpdater.length());
    }

    @Override
    public FloatBuffer parameters(int from, int count) {
        return Floats.view(flatParameters, from, count);
    }

    @Override
    public FloatBuffer updater(int from, int count) {
        return Floats.view(flatUpdater, from, count);
    }

    /** Returns whether every parameter is finite. */
    boolean isFinite() {
        float[] chunk = new float[CHUNK];
        float sum = 0;
        for (int from = 0; from < parameters(); from += CHUNK) {
            int count = Math.min(CHUNK, parameters() - from);
            parameters(from, count).get(chunk, 0, count);
            for (int i = 0; i < count; i++) {
                sum += chunk[i] * 0;
            }
        }
        return sum == 0;
    }
}
