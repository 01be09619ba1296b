package cloze.network.graph;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Configuration of {@link LossLayer}. */
final class LossConf extends Layer {
    private static final long serialVersionUID = 1L;

    @JsonProperty
    private final long answersFor;

    /** @param answersFor number of parameters to report; see {@link LossLayer#numParams(boolean)} */
    @JsonCreator
    LossConf(@JsonProperty("answersFor") long answersFor) {
        this.answersFor = answersFor;
    }

    long answersFor() {
        return answersFor;
    }

    @Override
    public LossLayer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LossLayer layer = new LossLayer(conf, networkDataType, answersFor);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return EmptyParamInitializer.getInstance();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return inputType;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        // The size of the input is fixed: one loss per head.
    }

    /** Returns null, because no preprocessing is needed. */
    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        return List.of();
    }

    @Override
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public boolean isPretrainParam(String paramName) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        throw new UnsupportedOperationException("Memory depends on the minibatch and is not estimated");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LossConf && super.equals(other) && answersFor == ((LossConf) other).answersFor;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Long.hashCode(answersFor);
    }
}
