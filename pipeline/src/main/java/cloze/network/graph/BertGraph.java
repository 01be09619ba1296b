package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.error.CorruptArtifactException;
import cloze.network.block.Classification;
import cloze.network.matrix.Floats;
import cloze.network.parameter.Initialization;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The network as a Deeplearning4j graph, and what callers ask of such a graph.
 *
 * <p>Inputs are {@link Minibatch#INPUTS}; targets are among them, and the score of the graph is the minibatch's loss: MLM nll summed over
 * the masked positions / (M + 1e-5), plus the mean NSP nll times the next-sentence weight. A graph belongs to one thread.
 */
public final class BertGraph {
    /** Vertex of the embeddings and transformer layers. */
    public static final String ENCODER = "encoder";

    /** Vertex of the masked-LM head. */
    public static final String MASKED_LM = "masked-lm";

    /** Vertex of the next-sentence head. */
    public static final String NEXT_SENTENCE = "next-sentence";

    private static final String MASKED_LM_LOSS = "masked-lm-loss";
    private static final String NEXT_SENTENCE_LOSS = "next-sentence-loss";

    private BertGraph() {}

    /**
     * The graph's configuration. Weight decay is decoupled (times the learning rate, after the updater) and leaves biases and layer norms
     * alone; gradients are of the loss as it is, not divided by the minibatch once more.
     *
     * @param network its vocabSize is at least 1
     * @param nextSentenceWeight factor of the NSP loss; 0: MLM only
     * @param weightDecay coefficient; 0: none
     */
    public static ComputationGraphConfiguration configuration(
            NetworkConfig network, double nextSentenceWeight, IUpdater updater, double weightDecay) {
        if (network.vocabSize() < 1) {
            throw new IllegalArgumentException(
                    "network.vocab-size is 0, meaning the vocabulary's own size: set it with withVocabSize first");
        }
        VertexConf encoder = new EncoderConf(NetworkText.of(network), updater, weightDecay);
        VertexConf maskedLm = new MaskedLmConf(NetworkText.of(network), updater, weightDecay);
        VertexConf nextSentence =
                new NextSentenceConf(NetworkText.of(network), updater, weightDecay, nextSentenceWeight);
        LossConf maskedLmLoss = new LossConf(encoder.numParams(true) + maskedLm.numParams(true));
        LossConf nextSentenceLoss = new LossConf(nextSentence.numParams(true));
        List<String> inputs = Minibatch.INPUTS;
        return new NeuralNetConfiguration.Builder()
                .seed(0) // start values come from initialize
                .dataType(DataType.FLOAT)
                .updater(updater)
                .miniBatch(false)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(inputs)
                .addVertex(ENCODER, encoder, inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), inputs.get(6))
                .addVertex(MASKED_LM, maskedLm, ENCODER, inputs.get(3), inputs.get(4))
                .addVertex(NEXT_SENTENCE, nextSentence, ENCODER, inputs.get(5))
                .addLayer(MASKED_LM_LOSS, maskedLmLoss, MASKED_LM)
                .addLayer(NEXT_SENTENCE_LOSS, nextSentenceLoss, NEXT_SENTENCE)
                .setOutputs(MASKED_LM_LOSS, NEXT_SENTENCE_LOSS)
                .build();
    }

    /**
     * A graph with given parameters, for who runs it forward or trains it without weight decay.
     *
     * @param network its vocabSize is at least 1
     * @param values of each parameter by its {@link NamedParameter#qualifiedName}, row-major; others are passed over
     * @throws CorruptArtifactException when a parameter is missing or of another size
     */
    public static ComputationGraph of(NetworkConfig network, IUpdater updater, Map<String, float[]> values) {
        ComputationGraphConfiguration configuration = configuration(network, 1, updater, 0);
        long length = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        var graph = new ComputationGraph(configuration);
        // An array of our own can be closed: those of Deeplearning4j are handed out as views.
        graph.init(Nd4j.create(DataType.FLOAT, length), false);
        for (NamedParameter parameter : parameters(graph)) {
            float[] given = values.getOrDefault(parameter.qualifiedName(), new float[0]);
            if (given.length != parameter.view().length()) {
                throw new CorruptArtifactException("Model: expected parameter %s with %d values, found %d"
                        .formatted(parameter.qualifiedName(), parameter.view().length(), given.length));
            }
            Floats.over(parameter.view()).write(0, given, given.length);
        }
        return graph;
    }

    /** Writes start values into every parameter: they depend on the seed and each parameter's name, not on the loss's weights. */
    public static void initialize(ComputationGraph graph, NetworkConfig network, long seed) {
        Initialization initialization = new Initialization(network, seed);
        for (NamedParameter parameter : parameters(graph)) {
            float[] values = initialization.values(parameter.vertex(), parameter.name(), parameter.shape());
            Floats.over(parameter.view()).write(0, values, values.length);
        }
    }

    /** All parameters in the order of the flat vector. */
    public static List<NamedParameter> parameters(ComputationGraph graph) {
        List<NamedParameter> parameters = new ArrayList<>();
        GraphVertex[] vertices = graph.getVertices();
        for (int index : graph.topologicalSortOrder()) {
            if (vertices[index] instanceof ParameterVertex) {
                for (Map.Entry<String, INDArray> entry :
                        vertices[index].paramTable(false).entrySet()) {
                    INDArray view = entry.getValue();
                    parameters.add(
                            new NamedParameter(vertices[index].getVertexName(), entry.getKey(), view, view.shape()));
                }
            }
        }
        return parameters;
    }

    /** Sums over the minibatch of the last fit or forward pass. */
    public static TaskScores scores(ComputationGraph graph) {
        return new TaskScores(Map.of(
                Task.MASKED_LM, maskedLm(graph).classification().score(),
                Task.NEXT_SENTENCE, nextSentence(graph).classification().score()));
    }

    /** Runs a forward pass without dropout; {@link #scores}, {@link #predictions} and {@link #logits} then speak of this minibatch. */
    public static void evaluate(ComputationGraph graph, MultiDataSet minibatch) {
        graph.feedForward(minibatch.getFeatures(), false);
    }

    /** Row by row, what the last fit or forward pass found. */
    public static BatchPredictions predictions(ComputationGraph graph) {
        Classification maskedLm = maskedLm(graph).classification();
        NextSentenceVertex nextSentence = nextSentence(graph);
        return new BatchPredictions(
                maskedLm.losses(),
                maskedLm.predictions(),
                maskedLm.hits(),
                nextSentence.classification().losses(),
                nextSentence.probabilities());
    }

    /** Logits [V] of the {@code masked}-th masked position, after {@link #evaluate}. */
    public static float[] logits(ComputationGraph graph, int masked) {
        return maskedLm(graph).logits(masked);
    }

    /** Logits [2] of the {@code example}-th pair, is next and random, after {@link #evaluate}. */
    public static float[] nextSentenceLogits(ComputationGraph graph, int example) {
        return nextSentence(graph).logits(example);
    }

    /** Gives back at once the native memory that passes took. Call it when a graph is no longer needed; a later pass takes it again. */
    public static void release(ComputationGraph graph) {
        for (GraphVertex vertex : graph.getVertices()) {
            if (vertex instanceof ParameterVertex) {
                ((ParameterVertex) vertex).free();
            }
        }
    }

    /** Gives back all native memory of a graph at once, and ends it. Deeplearning4j's own close collects the garbage of the whole heap besides. */
    public static void close(ComputationGraph graph) {
        release(graph);
        Stream.of(
                        Optional.of(graph.params()),
                        Optional.ofNullable(graph.getFlattenedGradients()),
                        Optional.ofNullable(graph.getUpdater(false)).map(ComputationGraphUpdater::getStateViewArray))
                .flatMap(Optional::stream)
                .filter(INDArray::closeable)
                .forEach(INDArray::close);
    }

    /** Native memory that passes of all graphs of this process hold for activations and scratch, in bytes. */
    public static long passBytes() {
        return Floats.allocatedBytes();
    }

    static EncoderVertex encoder(ComputationGraph graph) {
        return (EncoderVertex) graph.getVertex(ENCODER);
    }

    static MaskedLmVertex maskedLm(ComputationGraph graph) {
        return (MaskedLmVertex) graph.getVertex(MASKED_LM);
    }

    static NextSentenceVertex nextSentence(ComputationGraph graph) {
        return (NextSentenceVertex) graph.getVertex(NEXT_SENTENCE);
    }
}
