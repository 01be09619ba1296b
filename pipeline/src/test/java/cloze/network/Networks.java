package cloze.network;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.BertGraph;
import cloze.shard.Minibatch;
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

    public static ComputationGraph graph(NetworkConfig network, double nextSentenceWeight, IUpdater updater) {
        ComputationGraph graph =
                new ComputationGraph(BertGraph.configuration(network, nextSentenceWeight, updater, 0.01));
        graph.init();
        BertGraph.initialize(graph, network, 1);
        return graph;
    }

    /** The gradient vector of one minibatch, before any updater has touched it. */
    public static INDArray gradient(ComputationGraph graph, Minibatch minibatch) {
        MultiDataSet arrays = minibatch.toMultiDataSet();
        graph.setInputs(arrays.getFeatures());
        graph.setLabels(arrays.getLabels());
        graph.computeGradientAndScore();
        return graph.getGradientsViewArray().reshape(graph.params().length());
    }

    public static ComputationGraph graph(NetworkConfig network) {
        return graph(network, 1, new Adam(1e-3));
    }
}
