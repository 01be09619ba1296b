package cloze.network;

import cloze.config.NetworkConfig;
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
        encoder.forward(batch, output.matrix(batch.outputRows(), network.hiddenSize()), Pass.of(training));
        return output.array();
    }

    /** The rows of a forward pass for inference, read by no head; {@code features} are all inputs of the graph. */
    float[][] encode(INDArray[] features) {
        PackedBatch batch = PackedBatch.of(
                new INDArray[] {features[0], features[1], features[2], features[3], features[6]}, network);
        Matrix rows = output.matrix(batch.outputRows(), network.hiddenSize());
        encoder.forward(batch, rows, Pass.INFERENCE);
        float[][] values = new float[batch.outputs().length][network.hiddenSize()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row]);
        }
        return values;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        encoder.backward(Matrix.over(epsilon));
        return gradients(new INDArray[inputs.length]);
    }

    @Override
    void free() {
        encoder.free();
    }
}
