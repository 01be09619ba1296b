package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of {@link BertVertex}, with everything that Deeplearning4j requires of a vertex with parameters. Can be
 * serialised with JSON, Java and Kryo.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        setterVisibility = Visibility.NONE)
final class BertVertexConf extends GraphVertex implements TrainingConfig {
    private static final long serialVersionUID = 1L;

    /** The network as {@link NetworkText}. */
    private final TreeMap<String, String> network;

    private final IUpdater updater;
    private final double weightDecay;
    private final double nextSentenceWeight;

    /** Number of classes of a classifier; 0 for the heads of pre-training. */
    private final int labels;

    private final double classifierDropout;

    @JsonCreator
    private BertVertexConf(
            @JsonProperty("network") Map<String, String> network,
            @JsonProperty("updater") IUpdater updater,
            @JsonProperty("weightDecay") double weightDecay,
            @JsonProperty("nextSentenceWeight") double nextSentenceWeight,
            @JsonProperty("labels") int labels,
            @JsonProperty("classifierDropout") double classifierDropout) {
        this.network = new TreeMap<>(network);
        this.updater = updater;
        this.weightDecay = weightDecay;
        this.nextSentenceWeight = nextSentenceWeight;
        this.labels = labels;
        this.classifierDropout = classifierDropout;
    }

    /** Returns the configuration of a network with the heads of pre-training. */
    static BertVertexConf preTraining(
            NetworkConfig network, IUpdater updater, double weightDecay, double nextSentenceWeight) {
        return new BertVertexConf(NetworkText.of(network), updater, weightDecay, nextSentenceWeight, 0, 0);
    }

    /** Returns the configuration of a classifier. */
    static BertVertexConf classifier(
            NetworkConfig network, IUpdater updater, double weightDecay, ClassifierOutput output) {
        return new BertVertexConf(NetworkText.of(network), updater, weightDecay, 0, output.labels(), output.dropout());
    }

    boolean isClassifier() {
        return labels > 0;
    }

    /** Returns the number of classes of a classifier. */
    int labels() {
        return labels;
    }

    double classifierDropout() {
        return classifierDropout;
    }

    /** Returns the parameters, in the order of the flat vector. */
    List<ParameterShape> shapes() {
        return isClassifier() ? ParameterLayout.ofClassifier(network(), labels) : ParameterLayout.of(network());
    }

    NetworkConfig network() {
        return NetworkText.parse(network);
    }

    double nextSentenceWeight() {
        return nextSentenceWeight;
    }

    @Override
    public String getLayerName() {
        return BertNetwork.VERTEX;
    }

    @Override
    public BertVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return new BertVertex(this, graph, idx, paramsView);
    }

    @Override
    public GraphVertex clone() {
        return new BertVertexConf(network, updater.clone(), weightDecay, nextSentenceWeight, labels, classifierDropout);
    }

    @Override
    public long numParams(boolean backprop) {
        return shapes().stream().mapToLong(ParameterShape::length).sum();
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        return weightDecay > 0 && ParameterLayout.isDecayed(paramName)
                ? List.of(new WeightDecay(weightDecay, true))
                : List.of();
    }

    @Override
    public boolean isPretrainParam(String paramName) {
        return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String paramName) {
        return updater;
    }

    /**
     * Returns no normalisation per vertex. BERT clips by the norm of the whole gradient, which a training listener
     * does.
     */
    @Override
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return GraphInput.values().length;
    }

    @Override
    public int maxVertexInputs() {
        return GraphInput.values().length;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
        throw new UnsupportedOperationException("The network knows its sizes; input types are not needed");
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputTypes) {
        throw new UnsupportedOperationException("Memory depends on the minibatch and is not estimated");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BertVertexConf that && state().equals(that.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    /** Returns the values that determine equality. */
    private List<Object> state() {
        return List.of(network, updater, weightDecay, nextSentenceWeight, labels, classifierDropout);
    }
}
