package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.network.block.Encoder;
import cloze.network.block.Head;
import cloze.network.block.MaskedLmHead;
import cloze.network.block.PackedBatch;
import cloze.network.block.PooledEncoder;
import cloze.network.block.SequenceHead;
import cloze.network.block.TransformerEncoder;
import cloze.network.matrix.BatchInvariantPass;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.network.parameter.Parameters;
import cloze.shard.Minibatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The whole network as one vertex of a graph. Maps {@link GraphInput}s to one weighted loss per head, [heads, 1].
 * Gradients are those of the sum of the losses.
 */
@SuppressWarnings("overrides") // the engine's own base class declares setInputs without the dots of its interface
final class BertVertex extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final transient BertVertexConf configuration;
    private final transient NetworkConfig network;
    private final transient INDArray flat;
    private final transient Parameters parameters;
    private final transient Map<String, INDArray> views;
    private final transient Encoder encoder;
    private final transient List<ParameterShape> shapes;
    private final transient Map<Task, Head> tasks;
    private final transient List<Head> heads;
    private final transient INDArray losses;
    private final transient Scratch encodedMemory = new Scratch();
    private final transient Scratch gradientMemory = new Scratch();
    private final transient BatchInvariantPass answering = new BatchInvariantPass();
    private transient PackedBatch batch = PackedBatch.EMPTY;
    private transient INDArray flatGradient;
    private transient Map<String, INDArray> gradientViews = Map.of();

    BertVertex(BertVertexConf configuration, ComputationGraph graph, int index, INDArray flat) {
        super(graph, configuration.getLayerName(), index, null, null, DataType.FLOAT);
        this.configuration = configuration;
        this.network = configuration.network();
        this.flat = flat;
        this.flatGradient = flat;
        this.shapes = configuration.shapes();
        this.parameters = Parameters.over(shapes, flat);
        this.views = parameters.views();
        this.encoder = switch (network.kind()) {
            case BERT -> new TransformerEncoder(network, parameters.of(ParameterLayout.ENCODER));
            case POOLED -> new PooledEncoder(network, parameters.of(ParameterLayout.ENCODER));
        };
        this.tasks = configuration.isClassifier() ? Map.of() : tasks();
        this.heads = configuration.isClassifier()
                ? List.of(SequenceHead.ofClasses(parameters, configuration.classifierDropout()))
                : List.copyOf(tasks.values());
        this.losses = Nd4j.create(DataType.FLOAT, heads.size(), 1);
    }

    /** Returns the heads of pre-training, in the order of the tasks. */
    private Map<Task, Head> tasks() {
        Map<Task, Head> made = new EnumMap<>(Task.class);
        made.put(Task.MASKED_LM, new MaskedLmHead(network, parameters));
        Task.ofPairs()
                .forEach(task -> made.put(
                        task, SequenceHead.ofPairs(task, network, parameters, configuration.nextSentenceWeight())));
        return made;
    }

    NetworkConfig network() {
        return network;
    }

    /** Returns the parameters, in the order of the flat vector. */
    List<ParameterShape> shapes() {
        return shapes;
    }

    /** Returns the head that learns {@code task}; a classifier has none. */
    Head head(Task task) {
        Head head = tasks.get(task);
        if (head == null) {
            throw new IllegalArgumentException("No head for " + task);
        }
        return head;
    }

    /** Returns the sums over the minibatch of the last pass; of a classifier none. */
    TaskScores scores() {
        return new TaskScores(
                tasks.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, head -> head.getValue()
                        .classification()
                        .score())));
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        forward(MinibatchArrays.read(inputs), ForwardMode.of(training));
        return losses;
    }

    /** Runs the encoder and the heads. */
    void forward(Minibatch minibatch, ForwardMode pass) {
        Matrix encoded = encode(minibatch, pass);
        for (int i = 0; i < heads.size(); i++) {
            losses.putScalar(i, heads.get(i).forward(encoded, batch, pass));
        }
    }

    private Matrix encode(Minibatch minibatch, ForwardMode pass) {
        batch = configuration.isClassifier()
                ? PackedBatch.ofLabelled(minibatch, network, configuration.labels())
                : PackedBatch.of(minibatch, network);
        Matrix encoded = encodedMemory.matrix(batch.encodedRows(), network.hiddenSize());
        encoder.forward(batch, encoded, pass);
        return encoded;
    }

    /**
     * Returns the sequence row of each example, followed by each masked row, [B + M, H]. Each has the same bits in any
     * minibatch. Valid until the next pass.
     */
    Matrix answer(Minibatch minibatch) {
        return encode(minibatch, answering);
    }

    /**
     * Returns the rows of {@link #answer} as each of {@code layers} yields them, one layer below another,
     * [layers * (B + M), H]. Valid until the next pass.
     *
     * @param layers 0 for the embeddings, 1 to L for the layers
     */
    Matrix states(Minibatch minibatch, SortedSet<Integer> layers) {
        batch = PackedBatch.of(minibatch, network);
        int rows = batch.encodedRows();
        Matrix encoded = encodedMemory.matrix(layers.size() * rows, network.hiddenSize());
        SortedMap<Integer, Matrix> outputs = new TreeMap<>();
        layers.forEach(layer -> outputs.put(layer, encoded.rows(outputs.size() * rows, rows)));
        encoder.states(batch, outputs, answering);
        return encoded;
    }

    /**
     * Runs the encoder and the head that learns {@code task}, for its logits alone, and returns the head. Each logit
     * has the same bits in any minibatch.
     */
    Head answer(Minibatch minibatch, Task task) {
        return answer(minibatch, head(task));
    }

    /** Runs the encoder and the head of a classifier in the same way. */
    Head classify(Minibatch minibatch) {
        if (!configuration.isClassifier()) {
            throw new IllegalArgumentException("No classifier, but the heads of " + tasks.keySet());
        }
        return answer(minibatch, heads.get(0));
    }

    private Head answer(Minibatch minibatch, Head head) {
        head.answer(answer(minibatch), batch);
        return head;
    }

    /**
     * Runs the heads first, because the masked-LM head writes the gradient of the word embeddings, its decoder, and the
     * encoder adds to it. In a classifier nothing has written it.
     */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
        Matrix encodedGradient = gradientMemory.matrix(batch.encodedRows(), network.hiddenSize());
        encodedGradient.zero();
        if (configuration.isClassifier()) {
            parameters
                    .of(ParameterLayout.ENCODER)
                    .get(ParameterLayout.WORD_EMBEDDINGS)
                    .gradient()
                    .zero();
        }
        heads.forEach(head -> head.backward(encodedGradient));
        encoder.backward(encodedGradient);
        Gradient gradient = new DefaultGradient();
        gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
        return new Pair<>(gradient, new INDArray[inputs.length]);
    }

    /** Frees the memory of passes; the next pass allocates it again. */
    void free() {
        encoder.free();
        heads.forEach(Head::free);
        answering.free();
        encodedMemory.free();
        gradientMemory.free();
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray backpropGradientsViewArray) {
        flatGradient = backpropGradientsViewArray;
        parameters.attachGradients(backpropGradientsViewArray);
        gradientViews = parameters.gradientViews();
    }

    @Override
    public Map<String, INDArray> paramTable(boolean backpropOnly) {
        return views;
    }

    @Override
    public TrainingConfig getConfig() {
        return configuration;
    }

    @Override
    public INDArray params() {
        return flat;
    }

    @Override
    public INDArray getGradientsViewArray() {
        return flatGradient;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    /** Returns null, as Deeplearning4j expects of a vertex that is not a layer. */
    @Override
    public Layer getLayer() {
        return null;
    }

    /** Masks are not passed along with the activations; the starts of the examples are an input instead. */
    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
        return new Pair<>(null, currentMaskState);
    }

    @Override
    public String toString() {
        return "%s(%s)".formatted(getVertexName(), views.keySet());
    }
}
