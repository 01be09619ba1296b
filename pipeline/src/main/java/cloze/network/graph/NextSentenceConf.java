package cloze.network.graph;

import cloze.network.parameter.ParameterLayout;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Configuration of {@link NextSentenceVertex}. */
final class NextSentenceConf extends VertexConf {
    private static final long serialVersionUID = 1L;

    private final double nextSentenceWeight;

    @JsonCreator
    NextSentenceConf(
            @JsonProperty("network") Map<String, String> network,
            @JsonProperty("updater") IUpdater updater,
            @JsonProperty("weightDecay") double weightDecay,
            @JsonProperty("nextSentenceWeight") double nextSentenceWeight) {
        super(network, updater, weightDecay);
        this.nextSentenceWeight = nextSentenceWeight;
    }

    double nextSentenceWeight() {
        return nextSentenceWeight;
    }

    @Override
    ParameterLayout layout() {
        return ParameterLayout.nextSentence(network());
    }

    @Override
    public String getLayerName() {
        return BertGraph.NEXT_SENTENCE;
    }

    @Override
    public NextSentenceVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return new NextSentenceVertex(this, graph, idx, paramsView);
    }

    @Override
    public GraphVertex clone() {
        return new NextSentenceConf(networkText(), updater().clone(), weightDecay(), nextSentenceWeight);
    }

    @Override
    List<Object> state() {
        return List.of(super.state(), nextSentenceWeight);
    }
}
