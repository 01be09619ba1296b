package cloze.network;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.MinibatchArrays;
import cloze.network.matrix.Floats;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks for the network's tests. */
public final class Networks {
    private Networks() {}

    public static NetworkConfig tiny(Kind kind, HiddenAct activation) {
        return new NetworkConfig(kind, 23, 8, 2, 2, 16, 0, 0, 12, 2, Initializer.SCALED, 0.02, activation);
    }

    public static NetworkConfig tiny() {
        return tiny(Kind.BERT, HiddenAct.GELU_NEW);
    }

    public static BertNetwork started(NetworkConfig network, double nextSentenceWeight, IUpdater updater) {
        return BertNetwork.initialized(BertNetwork.configuration(network, nextSentenceWeight, updater, 0.01), 1);
    }

    public static BertNetwork started(NetworkConfig network) {
        return started(network, 1, new Adam(1e-3));
    }

    public static ComputationGraph graph(NetworkConfig network) {
        return started(network).graph();
    }

    /** The parameters of {@code graph}, which is of {@code network}, by name. */
    public static Map<String, float[]> parameters(NetworkConfig network, ComputationGraph graph) {
        return named(network, Floats.copyOf(graph.params()));
    }

    /** What belongs to each parameter in a vector of the graph's length, by the parameter's name. */
    static Map<String, float[]> named(NetworkConfig network, float[] flat) {
        Map<String, float[]> named = new LinkedHashMap<>();
        for (ParameterShape shape : ParameterLayout.of(network)) {
            int offset = (int) shape.offset();
            named.put(shape.name(), Arrays.copyOfRange(flat, offset, offset + (int) shape.length()));
        }
        return named;
    }

    /** The gradient vector of one minibatch, before any updater has touched it. */
    public static INDArray gradient(ComputationGraph graph, Minibatch minibatch) {
        MultiDataSet arrays = MinibatchArrays.of(minibatch);
        graph.setInputs(arrays.getFeatures());
        graph.setLabels(arrays.getLabels());
        graph.computeGradientAndScore();
        return graph.getGradientsViewArray().reshape(graph.params().length());
    }
}
