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
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.shard.Minibatch;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
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
 * Owns the network as a Deeplearning4j graph, with its native memory, and answers what callers ask of it.
 *
 * <p>The graph is fitted with {@link MinibatchArrays}. Its score is the minibatch's loss: MLM nll summed over the masked positions / (M + 1e-5),
 * plus the mean NSP nll times the next-sentence weight. A network belongs to one thread.
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
     * Returns the configuration of a graph. Weight decay is decoupled (times the learning rate, after the updater) and leaves biases and layer norms
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
        return new NeuralNetConfiguration.Builder()
                .seed(0) // start values come from initialized
                .dataType(DataType.FLOAT)
                .updater(updater)
                .miniBatch(false)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(GraphInput.names())
                .addVertex(
                        VERTEX,
                        new BertVertexConf(NetworkText.of(network), updater, weightDecay, nextSentenceWeight),
                        GraphInput.names())
                .addLayer(LOSS, new LossConf(ParameterLayout.length(network)), VERTEX)
                .setOutputs(LOSS)
                .build();
    }

    /** Takes over a graph that was built from a {@link #configuration} and initialised. */
    public static BertNetwork over(ComputationGraph graph) {
        return new BertNetwork(graph);
    }

    /** Builds a network with start values, which depend on the seed and on each parameter's name, not on the loss weights. */
    public static BertNetwork initialized(ComputationGraphConfiguration configuration, long seed) {
        BertNetwork network = allocated(configuration);
        var initialization = new Initialization(network.vertex.network(), seed);
        for (ParameterShape parameter : ParameterLayout.of(network.vertex.network())) {
            Floats.fill(network.view(parameter), initialization.values(parameter));
        }
        return network;
    }

    /**
     * Builds a network with given parameters.
     *
     * @param values of each parameter by its {@link ParameterShape#name}, row-major; others are ignored
     * @throws CorruptArtifactException when a parameter is missing or of another size
     */
    public static BertNetwork of(ComputationGraphConfiguration configuration, Map<String, float[]> values) {
        BertNetwork network = allocated(configuration);
        for (ParameterShape parameter : ParameterLayout.of(network.vertex.network())) {
            float[] given = values.getOrDefault(parameter.name(), new float[0]);
            if (given.length != parameter.length()) {
                throw new CorruptArtifactException("Model: expected parameter %s with %d values, found %d"
                        .formatted(parameter.name(), parameter.length(), given.length));
            }
            Floats.fill(network.view(parameter), given);
        }
        return network;
    }

    private static BertNetwork allocated(ComputationGraphConfiguration configuration) {
        long length = configuration.getVertices().get(VERTEX).numParams(true);
        // An array of our own can be closed: those of Deeplearning4j are handed out as views.
        return sharing(configuration, Nd4j.create(DataType.FLOAT, length));
    }

    /** Builds a network on {@code flat} itself, not on a copy. */
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

    /** Runs a forward pass without dropout; {@link #scores}, {@link #predictions} and logits then speak of this minibatch. */
    public void evaluate(Minibatch minibatch) {
        vertex.forward(minibatch, ForwardMode.INFERENCE);
    }

    /** Returns the sums over the minibatch of the last fit or forward pass. */
    public TaskScores scores() {
        return vertex.scores();
    }

    /** Returns what the last fit or forward pass found, row by row. */
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

    /** Returns the logits [V] of the {@code masked}-th masked position, after {@link #evaluate}. */
    public float[] maskedLmLogits(int masked) {
        return vertex.head(Task.MASKED_LM).logits(masked);
    }

    /** Returns the logits [2] of the {@code example}-th pair, is next and random, after {@link #evaluate}. */
    public float[] nextSentenceLogits(int example) {
        return vertex.head(Task.NEXT_SENTENCE).logits(example);
    }

    BertVertex vertex() {
        return vertex;
    }

    /** Frees at once the native memory that passes took. A later pass takes it again. */
    public void release() {
        vertex.free();
    }

    /**
     * Frees all native memory of the graph at once, shared parameters included, and ends it. Deeplearning4j's own close also collects the garbage of
     * the whole heap.
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

    /** Returns the bytes of native memory that passes of all networks of this process hold for activations and scratch. */
    public static long passBytes() {
        return Floats.allocatedBytes();
    }
}
