package cloze.network.graph;

import cloze.network.parameter.ParameterLayout;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Configuration of {@link MaskedLmVertex}. */
final class MaskedLmConf extends VertexConf {
    private static final long serialVersionUID = 1L;

    @JsonCreator
    MaskedLmConf(
            @JsonProperty("network") Map<String, String> network,
            @JsonProperty("updater") IUpdater updater,
            @JsonProperty("weightDecay") double weightDecay) {
        super(network, updater, weightDecay);
    }

    @Override
    ParameterLayout layout() {
        return ParameterLayout.maskedLm(network());
    }

    @Override
    public String getLayerName() {
        return BertGraph.MASKED_LM;
    }

    @Override
    public MaskedLmVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return new MaskedLmVertex(this, graph, idx, paramsView);
    }

    @Override
    public GraphVertex clone() {
        return new MaskedLmConf(networkText(), updater().clone(), weightDecay());
    }
}
