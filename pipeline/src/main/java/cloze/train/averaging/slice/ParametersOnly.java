package cloze.train.averaging.slice;

import cloze.network.matrix.Floats;
import cloze.train.averaging.StateView;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a network without an optimiser. Discards the moments that are copied to it.
 *
 * @param flat the parameters
 */
record ParametersOnly(INDArray flat) implements StateView {
    @Override
    public int parameters() {
        return Math.toIntExact(flat.length());
    }

    @Override
    public int updater() {
        return 0;
    }

    @Override
    public FloatBuffer parameters(int from, int count) {
        return Floats.view(flat, from, count);
    }

    @Override
    public FloatBuffer updater(int from, int count) {
        return FloatBuffer.allocate(count);
    }
}
