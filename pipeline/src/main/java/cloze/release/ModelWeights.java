package cloze.release;

import cloze.config.NetworkConfig;
import cloze.network.graph.BertNetwork;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
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

    /** Returns the weights that a training of {@code network} with this seed starts from. */
    public static ModelWeights initial(NetworkConfig network, long seed) {
        var initialization = new Initialization(network, seed);
        return new ModelWeights(
                network,
                ParameterLayout.of(network).stream()
                        .map(shape -> new Tensor(shape.name(), shape.extents(), initialization.values(shape)))
                        .toList(),
                Set.of());
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
