package cloze.release;

import cloze.config.NetworkConfig;
import cloze.network.graph.BertNetwork;
import cloze.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
     * Builds the network; the caller closes it.
     *
     * @param updater for further training, or {@link org.nd4j.linalg.learning.config.NoOp} for inference
     */
    public BertNetwork open(IUpdater updater) {
        return BertNetwork.of(
                BertNetwork.configuration(network, 1, updater, 0),
                parameters.stream().collect(Collectors.toMap(Tensor::name, Tensor::values)));
    }
}
