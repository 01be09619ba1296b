package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.network.block.Encoder;
import cloze.network.block.PackedBatch;
import cloze.network.block.PooledEncoder;
import cloze.network.block.TransformerEncoder;
import cloze.network.matrix.BatchInvariantPass;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** input_ids [B, T], segment_ids [B, T], lengths [B], masked_positions [M], key [1] → rows [R, H], see {@link Encoder#forward}. */
@SuppressWarnings("overrides") // as ParameterVertex
final class EncoderVertex extends ParameterVertex {
    private static final long serialVersionUID = 1L;

    private final transient NetworkConfig network;
    private final transient Encoder encoder;
    private final transient GraphArray output = new GraphArray();
    private final transient BatchInvariantPass answering = new BatchInvariantPass();

    EncoderVertex(EncoderConf configuration, ComputationGraph graph, int index, INDArray flat) {
        super(configuration, graph, index, flat);
        network = configuration.network();
        encoder = switch (network.kind()) {
            case BERT -> new TransformerEncoder(network, parameters());
            case POOLED -> new PooledEncoder(network, parameters());
        };
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        PackedBatch batch = PackedBatch.of(inputs, network);
        encoder.forward(batch, output.matrix(batch.outputRows(), network.hiddenSize()), ForwardMode.of(training));
        return output.array();
    }

    /** The sequence row of each example, then each masked row: [B + M, H], until the next pass. {@code features}: all inputs of the graph. */
    Matrix answer(INDArray[] features) {
        PackedBatch batch = PackedBatch.of(
                new INDArray[] {features[0], features[1], features[2], features[3], features[6]}, network);
        Matrix rows = output.matrix(batch.outputRows(), network.hiddenSize());
        encoder.forward(batch, rows, answering);
        return rows.rows(0, batch.outputs().length);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        encoder.backward(Matrix.over(epsilon));
        return gradients(new INDArray[inputs.length]);
    }

    @Override
    void free() {
        encoder.free();
        answering.free();
        output.free();
    }
}
