package cloze.network.graph;

import cloze.config.NetworkConfig;
import cloze.network.parameter.ParameterLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * Configuration of a vertex with parameters: everything Deeplearning4j asks of one, apart from the parameters themselves. Survives JSON,
 * Java serialisation and Kryo.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        setterVisibility = Visibility.NONE)
abstract class VertexConf extends GraphVertex implements TrainingConfig {
    private static final long serialVersionUID = 1L;

    /** See {@link NetworkText}. */
    private final TreeMap<String, String> network;

    private final IUpdater updater;
    private final double weightDecay;

    VertexConf(Map<String, String> network, IUpdater updater, double weightDecay) {
        this.network = new TreeMap<>(network);
        this.updater = updater;
        this.weightDecay = weightDecay;
    }

    /** Names and shapes of the parameters. */
    abstract ParameterLayout layout();

    final NetworkConfig network() {
        return NetworkText.parse(network);
    }

    final Map<String, String> networkText() {
        return network;
    }

    final IUpdater updater() {
        return updater;
    }

    final double weightDecay() {
        return weightDecay;
    }

    @Override
    public final long numParams(boolean backprop) {
        return layout().length();
    }

    @Override
    public final List<Regularization> getRegularizationByParam(String paramName) {
        return weightDecay > 0 && ParameterLayout.isDecayed(paramName)
                ? List.of(new WeightDecay(weightDecay, true))
                : List.of();
    }

    @Override
    public final boolean isPretrainParam(String paramName) {
        return false;
    }

    @Override
    public final IUpdater getUpdaterByParam(String paramName) {
        return updater;
    }

    /** None per vertex: BERT clips by the norm of the whole gradient, which a training listener does. */
    @Override
    public final GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public final double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public final int minVertexInputs() {
        return 2;
    }

    @Override
    public final int maxVertexInputs() {
        return 5;
    }

    @Override
    public final InputType getOutputType(int layerIndex, InputType... vertexInputs) {
        throw new UnsupportedOperationException("The network's vertices know their sizes; input types are not needed");
    }

    @Override
    public final MemoryReport getMemoryReport(InputType... inputTypes) {
        throw new UnsupportedOperationException("Memory depends on the minibatch and is not estimated");
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof VertexConf that && getClass() == that.getClass() && state().equals(that.state());
    }

    @Override
    public final int hashCode() {
        return state().hashCode();
    }

    /** Everything that makes two configurations of one class equal. */
    List<Object> state() {
        return List.of(network, Objects.requireNonNull(updater), weightDecay);
    }
}
