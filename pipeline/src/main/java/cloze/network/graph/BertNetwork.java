package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.error.CorruptArtifactException;
import cloze.network.block.Classification;
import cloze.network.graph.BatchPredictions.PairPredictions;
import cloze.network.matrix.Floats;
import cloze.network.matrix.ForwardMode;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterShape;
import cloze.shard.Minibatch;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Owns the network as a Deeplearning4j graph with its native memory, and gives access to its results.
 *
 * <p>The graph is fitted with {@link MinibatchArrays}. Its score is the loss of the minibatch: MLM nll summed over the
 * masked positions / (M + 1e-5), plus the mean NSP nll times the next-sentence weight; of a classifier the mean nll of
 * the labels. Not thread-safe.
 */
public final class BertNetwork implements AutoCloseable {
    static final String VERTEX = "bert";

    private static final String LOSS = "loss";

    private final ComputationGraph graph;
    private final BertVertex vertex;

    private BertNetwork(ComputationGraph graph) {
        this.graph = graph;
        this.vertex = (BertVertex) graph.getVertex(VERTEX);
    }

    /**
     * Returns the configuration of a graph. Weight decay is decoupled (times the learning rate, after the updater), and
     * does not apply to biases and layer norms. Gradients are those of the loss itself, without another division by the
     * minibatch size.
     *
     * @param network the network, with a vocabSize of at least 1
     * @param nextSentenceWeight factor of the NSP loss; 0 for MLM only
     * @param weightDecay coefficient; 0 for none
     */
    public static ComputationGraphConfiguration configuration(
            NetworkConfig network, double nextSentenceWeight, IUpdater updater, double weightDecay) {
        return graph(network, BertVertexConf.preTraining(network, updater, weightDecay, nextSentenceWeight));
    }

    /**
     * Returns the configuration of a classifier: the encoder of {@code network}, and on top of [CLS] a single head. Its
     * loss is the mean nll of the minibatch.
     *
     * @param network the network, of kind BERT, with a vocabSize of at least 1
     * @param output the classes
     * @param weightDecay as in {@link #configuration}
     */
    public static ComputationGraphConfiguration classifier(
            NetworkConfig network, ClassifierOutput output, IUpdater updater, double weightDecay) {
        return graph(network, BertVertexConf.classifier(network, updater, weightDecay, output));
    }

    private static ComputationGraphConfiguration graph(NetworkConfig network, BertVertexConf vertex) {
        if (network.vocabSize() < 1) {
            throw new IllegalArgumentException(
                    "network.vocab-size is 0, meaning the vocabulary's own size: set it with withVocabSize first");
        }
        return new NeuralNetConfiguration.Builder()
                .seed(0) // initial values come from initialized
                .dataType(DataType.FLOAT)
                .updater(vertex.getUpdaterByParam(VERTEX))
                .miniBatch(false)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(GraphInput.names())
                .addVertex(VERTEX, vertex, GraphInput.names())
                .addLayer(LOSS, new LossConf(vertex.numParams(true)), VERTEX)
                .setOutputs(LOSS)
                .build();
    }

    /** Wraps a graph that was built from a {@link #configuration} and initialised. */
    public static BertNetwork over(ComputationGraph graph) {
        return new BertNetwork(graph);
    }

    /**
     * Builds a network with initial values, which depend on the seed and the names of the parameters, not on the loss
     * weights.
     */
    public static BertNetwork initialized(ComputationGraphConfiguration configuration, long seed) {
        BertNetwork network = allocated(configuration);
        var initialization = new Initialization(network.vertex.network(), seed);
        for (ParameterShape parameter : network.vertex.shapes()) {
            Floats.fill(network.view(parameter), initialization.values(parameter));
        }
        return network;
    }

    /**
     * Builds a network with given parameters.
     *
     * @param values values of each parameter by {@link ParameterShape#name}, row-major; others are ignored
     * @throws CorruptArtifactException if a parameter is missing or of another size
     */
    public static BertNetwork of(ComputationGraphConfiguration configuration, Map<String, float[]> values) {
        BertNetwork network = allocated(configuration);
        for (ParameterShape parameter : network.vertex.shapes()) {
            float[] given = values.getOrDefault(parameter.name(), new float[0]);
            if (given.length != parameter.length()) {
                throw new CorruptArtifactException("Model: expected parameter %s with %d values, found %d"
                        .formatted(parameter.name(), parameter.length(), given.length));
            }
            Floats.fill(network.view(parameter), given);
        }
        return network;
    }

    /**
     * Builds a network with given parameters.
     *
     * @param fill fills the flat vector of all parameters, which begins with zeros
     */
    public static BertNetwork filled(ComputationGraphConfiguration configuration, Consumer<INDArray> fill) {
        BertNetwork network = allocated(configuration);
        fill.accept(network.graph.params());
        return network;
    }

    private static BertNetwork allocated(ComputationGraphConfiguration configuration) {
        long length = configuration.getVertices().get(VERTEX).numParams(true);
        // Allocate the array here so that it can be closed. Deeplearning4j returns its own arrays as views, which
        // cannot.
        return sharing(configuration, Nd4j.create(DataType.FLOAT, length));
    }

    /** Builds a network on {@code flat} itself, without a copy. */
    public static BertNetwork sharing(ComputationGraphConfiguration configuration, INDArray flat) {
        var graph = new ComputationGraph(configuration);
        graph.init(flat, false);
        return new BertNetwork(graph);
    }

    private INDArray view(ParameterShape parameter) {
        return vertex.paramTable(false).get(parameter.name());
    }

    public ComputationGraph graph() {
        return graph;
    }

    /**
     * Runs a forward pass without dropout. Afterwards {@link #scores}, {@link #predictions} and the logits refer to
     * this minibatch.
     */
    public void evaluate(Minibatch minibatch) {
        vertex.forward(minibatch, ForwardMode.INFERENCE);
    }

    /** Returns the sums over the minibatch of the last fit or forward pass. */
    public TaskScores scores() {
        return vertex.scores();
    }

    /** Returns the predictions of the last fit or forward pass. */
    public BatchPredictions predictions() {
        Classification maskedLm = vertex.head(Task.MASKED_LM).classification();
        Map<Task, PairPredictions> pairs = new EnumMap<>(Task.class);
        for (Task task : Task.ofPairs()) {
            Classification labels = vertex.head(task).classification();
            pairs.put(task, new PairPredictions(labels.losses(), probabilities(labels)));
        }
        return new BatchPredictions(maskedLm.losses(), maskedLm.predictions(), maskedLm.hits(), pairs);
    }

    /** Returns the probability of label 1 for each example. */
    private static float[] probabilities(Classification pairs) {
        int[] labels = pairs.labels();
        float[] probabilities = new float[labels.length];
        for (int example = 0; example < labels.length; example++) {
            double ofLabel = Math.exp(-pairs.losses()[example]);
            probabilities[example] = (float) (labels[example] == 1 ? ofLabel : 1 - ofLabel);
        }
        return probabilities;
    }

    /** Returns the logits [V] of masked position {@code masked}, after {@link #evaluate}. */
    public float[] maskedLmLogits(int masked) {
        return vertex.head(Task.MASKED_LM).logits(masked);
    }

    /** Returns the logits [2] of pair {@code example}, for "is next" and "random", after {@link #evaluate}. */
    public float[] nextSentenceLogits(int example) {
        return vertex.head(Task.NEXT_SENTENCE).logits(example);
    }

    BertVertex vertex() {
        return vertex;
    }

    /** Frees the native memory of passes at once. A later pass allocates it again. */
    public void release() {
        vertex.free();
    }

    /**
     * Frees all native memory of the graph at once, including shared parameters, and closes it. Deeplearning4j's own
     * close also triggers a garbage collection of the whole heap.
     */
    @Override
    public void close() {
        release();
        Stream.of(
                        Optional.of(graph.params()),
                        Optional.ofNullable(graph.getFlattenedGradients()),
                        Optional.ofNullable(graph.getUpdater(false)).map(ComputationGraphUpdater::getStateViewArray))
                .flatMap(Optional::stream)
                .filter(INDArray::closeable)
                .forEach(INDArray::close);
    }

    /** Returns the bytes of native memory for activations and scratch that all networks of this process hold. */
    public static long passBytes() {
        return Floats.allocatedBytes();
    }
}
