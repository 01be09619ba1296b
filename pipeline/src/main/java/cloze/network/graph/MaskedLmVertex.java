package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.error.ContractViolationException;
import cloze.network.block.Classification;
import cloze.network.block.Ints;
import cloze.network.block.MaskedLmHead;
import cloze.network.block.PackedBatch;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * rows [R, H], masked_positions [M], masked_lm_ids [M] → weighted losses [M, 1]; [1, 1] holding 0 when nothing is masked. Gradients are
 * those of the rows' sum.
 */
@SuppressWarnings("overrides") // as ParameterVertex
final class MaskedLmVertex extends ParameterVertex {
    private static final long serialVersionUID = 1L;

    private final transient NetworkConfig network;
    private final transient MaskedLmHead head;
    private final transient GraphArray output = new GraphArray();
    private final transient GraphArray rowGradient = new GraphArray();
    private transient int masked;

    MaskedLmVertex(MaskedLmConf configuration, ComputationGraph graph, int index, INDArray flat) {
        super(configuration, graph, index, flat);
        network = configuration.network();
        head = new MaskedLmHead(network, parameters(), encoder(graph).parameters());
    }

    /** The engine makes vertices in the configuration's order, but files them by name only when all are made. */
    private static EncoderVertex encoder(ComputationGraph graph) {
        for (GraphVertex vertex : graph.getVertices()) {
            if (vertex instanceof EncoderVertex) {
                return (EncoderVertex) vertex;
            }
        }
        throw new IllegalStateException("The encoder comes before the masked-LM head, whose decoder is its table");
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Matrix rows = Matrix.over(inputs[0]);
        masked = PackedBatch.masked(inputs[1]).length;
        int[] labels = masked == 0 ? new int[0] : labels(Ints.of(inputs[2]));
        Matrix losses = output.matrix(Math.max(masked, 1), 1);
        losses.zero();
        head.forward(rows.rows(examples(rows), masked), labels, losses.rows(0, masked), ForwardMode.of(training));
        return output.array();
    }

    private int[] labels(int[] ids) {
        if (ids.length != masked) {
            throw new ContractViolationException(
                    "Minibatch masked_lm_ids: %d ids for %d masked positions, expected one each"
                            .formatted(ids.length, masked));
        }
        for (int id : ids) {
            if (id < 0 || id >= network.vocabSize()) {
                throw new ContractViolationException(
                        "Minibatch masked_lm_ids: found %d, expected 0 to %d (network.vocab-size): were these examples"
                                        .formatted(id, network.vocabSize() - 1)
                                + " prepared with another vocabulary?");
            }
        }
        return ids;
    }

    private int examples(Matrix rows) {
        return rows.rows() - Math.max(masked, 1);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Matrix gradient = rowGradient.matrix((int) inputs[0].size(0), network.hiddenSize());
        gradient.zero();
        head.backward(gradient.rows(examples(gradient), masked));
        INDArray[] epsilons = new INDArray[inputs.length];
        epsilons[0] = rowGradient.array();
        return gradients(epsilons);
    }

    Classification classification() {
        return head.classification();
    }

    /** {@code rows} [M, H]: {@link #logits} then has what the head makes of them. */
    void answer(Matrix rows) {
        head.answer(rows);
    }

    float[] logits(int row) {
        return head.logits(row);
    }

    @Override
    void free() {
        head.free();
        output.free();
        rowGradient.free();
    }
}
