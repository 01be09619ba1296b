package cloze.network.graph;

import cloze.network.parameter.Parameters;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph vertex with parameters: the part of Deeplearning4j's contract that all three share. */
@SuppressWarnings("overrides") // the engine's own base class declares setInputs without the dots of its interface
abstract class ParameterVertex extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final transient VertexConf configuration;
    private final transient INDArray flat;
    private final transient Parameters parameters;
    private transient INDArray flatGradient;

    ParameterVertex(VertexConf configuration, ComputationGraph graph, int index, INDArray flat) {
        super(graph, configuration.getLayerName(), index, null, null, DataType.FLOAT);
        this.configuration = configuration;
        this.flat = flat;
        this.flatGradient = flat;
        this.parameters = new Parameters(configuration.layout(), flat);
    }

    final Parameters parameters() {
        return parameters;
    }

    /** Gives the memory back that passes took; the next pass takes it again. */
    abstract void free();

    /** All gradients of this vertex, which are views of the graph's gradient vector, beside the epsilons of its inputs. */
    final Pair<Gradient, INDArray[]> gradients(INDArray... epsilons) {
        Gradient gradient = new DefaultGradient();
        parameters.gradientViews().forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
        return new Pair<>(gradient, epsilons);
    }

    @Override
    public final void setBackpropGradientsViewArray(INDArray backpropGradientsViewArray) {
        flatGradient = backpropGradientsViewArray;
        parameters.attachGradients(backpropGradientsViewArray);
    }

    @Override
    public final Map<String, INDArray> paramTable(boolean backpropOnly) {
        return parameters.views();
    }

    @Override
    public final TrainingConfig getConfig() {
        return configuration;
    }

    @Override
    public final INDArray params() {
        return flat;
    }

    @Override
    public final INDArray getGradientsViewArray() {
        return flatGradient;
    }

    @Override
    public final boolean hasLayer() {
        return false;
    }

    /** Null, as Deeplearning4j expects of a vertex that is no layer. */
    @Override
    public final Layer getLayer() {
        return null;
    }

    /** Masks do not travel beside the activations: lengths are an input. */
    @Override
    public final Pair<INDArray, MaskState> feedForwardMaskArrays(
            INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
        return new Pair<>(null, currentMaskState);
    }

    @Override
    public final String toString() {
        return "%s(%s)".formatted(getVertexName(), parameters.views().keySet());
    }
}
