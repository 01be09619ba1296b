package cloze.network.block;

import cloze.config.NetworkConfig;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameters;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Embeddings and L transformer layers (google-research/bert, {@code modeling.py}). The sequence row is that of [CLS].
 * The last layer computes only the rows that a head reads.
 */
public final class TransformerEncoder implements Encoder {
    private final Embeddings embeddings;
    private final List<TransformerLayer> layers;
    private final LayerScratch shared = new LayerScratch();
    private final Scratch rowGradient = new Scratch();
    private final Scratch readGradient = new Scratch();
    private final int hidden;
    private final float[] row;
    private PackedBatch batch = PackedBatch.EMPTY;

    public TransformerEncoder(NetworkConfig network, Parameters parameters) {
        hidden = network.hiddenSize();
        row = new float[hidden];
        embeddings = new Embeddings(parameters, Dropout.of(network.hiddenDropoutProb()));
        layers = IntStream.range(0, network.numHiddenLayers())
                .mapToObj(index -> new TransformerLayer(parameters, index, network, shared))
                .toList();
    }

    @Override
    public void forward(PackedBatch packed, Matrix output, ForwardMode pass) {
        batch = packed;
        Matrix rows = embeddings.forward(batch, pass);
        for (int i = 0; i < layers.size(); i++) {
            rows = layers.get(i).forward(rows, batch, asked(i), pass);
        }
        write(rows, IntStream.range(0, rows.rows()).toArray(), output);
    }

    @Override
    public void states(PackedBatch packed, SortedMap<Integer, Matrix> outputs, ForwardMode pass) {
        batch = packed;
        Matrix rows = embeddings.forward(batch, pass);
        write(rows, batch.read().sources(), outputs.get(0));
        int top = outputs.lastKey();
        for (int layer = 1; layer < top; layer++) {
            rows = layers.get(layer - 1).forward(rows, batch, batch.all(), pass);
            write(rows, batch.read().sources(), outputs.get(layer));
        }
        if (top > 0) {
            rows = layers.get(top - 1).forward(rows, batch, batch.read(), pass);
            write(rows, IntStream.range(0, rows.rows()).toArray(), outputs.get(top));
        }
    }

    /**
     * Writes the rows that the heads read.
     *
     * @param sources where each of them is in {@code rows}
     * @param output null if nobody asks for this layer
     */
    private void write(Matrix rows, int[] sources, Matrix output) {
        for (int i = 0; output != null && i < sources.length; i++) {
            rows.read(sources[i], row);
            output.write(batch.outputs()[i], row);
        }
    }

    private Selection asked(int layer) {
        return layer == layers.size() - 1 ? batch.read() : batch.all();
    }

    @Override
    public void backward(Matrix gradient) {
        Matrix top = readGradient.matrix(batch.read().size(), hidden);
        for (int i = 0; i < top.rows(); i++) {
            gradient.read(batch.outputs()[i], row);
            top.write(i, row);
        }
        Matrix all = rowGradient.matrix(batch.rows(), hidden);
        int last = layers.size() - 1;
        layers.get(last).backward(top, all, batch, batch.read());
        for (int i = last - 1; i >= 0; i--) {
            layers.get(i).backward(all, all, batch, batch.all());
        }
        embeddings.backward(all, batch);
    }

    @Override
    public void free() {
        embeddings.free();
        layers.forEach(TransformerLayer::free);
        shared.free();
        rowGradient.free();
        readGradient.free();
    }
}
