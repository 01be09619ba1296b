package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.error.ContractViolationException;
import cloze.network.block.Classification;
import cloze.network.block.Ints;
import cloze.network.block.NextSentenceHead;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** rows [R, H], next_sentence_labels [B] → weighted losses [B, 1]. Gradients are those of the rows' sum. */
@SuppressWarnings("overrides") // as ParameterVertex
final class NextSentenceVertex extends ParameterVertex {
    private static final long serialVersionUID = 1L;

    private final transient NetworkConfig network;
    private final transient NextSentenceHead head;
    private final transient GraphArray output = new GraphArray();
    private final transient GraphArray rowGradient = new GraphArray();
    private transient int[] labels = new int[0];

    NextSentenceVertex(NextSentenceConf configuration, ComputationGraph graph, int index, INDArray flat) {
        super(configuration, graph, index, flat);
        network = configuration.network();
        head = new NextSentenceHead(network, parameters(), configuration.nextSentenceWeight());
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Matrix rows = Matrix.over(inputs[0]);
        labels = Ints.of(inputs[1]);
        for (int label : labels) {
            if (label != 0 && label != 1) {
                throw new ContractViolationException(
                        "Minibatch next_sentence_labels: found %d, expected 0 (is next) or 1 (random)"
                                .formatted(label));
            }
        }
        Matrix losses = output.matrix(labels.length, 1);
        head.forward(rows.rows(0, labels.length), labels, losses, ForwardMode.of(training));
        return output.array();
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Matrix gradient = rowGradient.matrix((int) inputs[0].size(0), network.hiddenSize());
        gradient.zero();
        head.backward(gradient.rows(0, labels.length));
        INDArray[] epsilons = new INDArray[inputs.length];
        epsilons[0] = rowGradient.array();
        return gradients(epsilons);
    }

    Classification classification() {
        return head.classification();
    }

    /** Probability of label 1 for each example of the last pass. */
    float[] probabilities() {
        float[] probabilities = new float[labels.length];
        for (int example = 0; example < labels.length; example++) {
            double ofLabel = Math.exp(-classification().losses()[example]);
            probabilities[example] = (float) (labels[example] == 1 ? ofLabel : 1 - ofLabel);
        }
        return probabilities;
    }

    /** {@code rows} [B, H]: {@link #logits} then has what the head makes of them. */
    void answer(Matrix rows) {
        head.answer(rows);
    }

    float[] logits(int example) {
        return head.logits(example);
    }

    @Override
    void free() {
        head.free();
        output.free();
        rowGradient.free();
    }
}
