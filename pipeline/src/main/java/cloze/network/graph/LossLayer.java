package cloze.network.graph;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Passes the losses of the heads through, [heads, 1]. The score is their sum, and the gradient of each is 1.
 * Deeplearning4j requires labels here; they are ignored, because the heads have already read their targets.
 */
final class LossLayer extends AbstractLayer<LossConf> implements IOutputLayer {
    private static final long serialVersionUID = 1L;

    private static final String NO_CLASSIFIER = "This layer passes losses through and classifies nothing";

    private final long answersFor;
    private transient double score;
    private transient INDArray labels = Nd4j.empty();

    LossLayer(NeuralNetConfiguration conf, DataType dataType, long answersFor) {
        super(conf, dataType);
        this.answersFor = answersFor;
    }

    @Override
    public double computeScore(double fullNetworkRegScore, boolean training, LayerWorkspaceMgr workspaceMgr) {
        score = input.sumNumber().doubleValue() + fullNetworkRegScore;
        return score;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return new Pair<>(new DefaultGradient(), Nd4j.ones(DataType.FLOAT, input.shape()));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return input;
    }

    /**
     * Returns the number of parameters of the preceding vertex. ComputationGraph counts only parameters of layers, and
     * does not fit a graph without any. {@link #numParams()} stays 0, so that this layer takes no part of the flat
     * vector.
     */
    @Override
    public long numParams(boolean backwards) {
        return answersFor;
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void setLabels(INDArray labels) {
        this.labels = labels;
    }

    @Override
    public INDArray getLabels() {
        return labels;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There is no weight noise.
    }

    @Override
    public INDArray computeScoreForExamples(double fullNetworkRegScore, LayerWorkspaceMgr workspaceMgr) {
        throw new UnsupportedOperationException(
                "The two heads' losses are of masked positions and of examples: read them with BertNetwork.predictions");
    }

    @Override
    public double f1Score(DataSet data) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public double f1Score(INDArray examples, INDArray labels) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    @Deprecated
    public int numLabels() {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public void fit(DataSetIterator iter) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public int[] predict(INDArray examples) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public List<String> predict(DataSet dataSet) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public void fit(INDArray examples, INDArray labels) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public void fit(DataSet data) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }

    @Override
    public void fit(INDArray examples, int[] labels) {
        throw new UnsupportedOperationException(NO_CLASSIFIER);
    }
}
