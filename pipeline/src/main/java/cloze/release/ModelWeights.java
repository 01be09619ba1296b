package cloze.release;

import cloze.config.NetworkConfig;
import cloze.network.graph.BertGraph;
import cloze.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A network with its parameters.
 *
 * @param network shape of the network
 * @param parameters all parameters by their names in checkpoints, in the order of the flat vector
 * @param drawn parts that the model's file lacks; their parameters have initial values
 */
public record ModelWeights(NetworkConfig network, List<Tensor> parameters, Set<ModelPart> drawn) {
    public ModelWeights {
        parameters = List.copyOf(parameters);
        drawn = Set.copyOf(drawn);
    }

    /**
     * Builds the model as a Deeplearning4j graph. Its inputs are {@link cloze.shard.Minibatch#INPUTS}, and
     * {@link BertGraph} reads its outputs.
     *
     * @param updater for further training, or {@link org.nd4j.linalg.learning.config.NoOp} for inference
     */
    public ComputationGraph graph(IUpdater updater) {
        return BertGraph.of(
                network, updater, parameters.stream().collect(Collectors.toMap(Tensor::name, Tensor::values)));
    }
}
