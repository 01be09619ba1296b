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
 * @param network its shape
 * @param parameters all of them by their names in checkpoints, in the order of the flat vector
 * @param drawn parts that its file lacks: their parameters are start values
 */
public record ModelWeights(NetworkConfig network, List<Tensor> parameters, Set<ModelPart> drawn) {
    public ModelWeights {
        parameters = List.copyOf(parameters);
        drawn = Set.copyOf(drawn);
    }

    /**
     * The model as a network, the caller's to close.
     *
     * @param updater for who trains it further; {@link org.nd4j.linalg.learning.config.NoOp} for who does not
     */
    public BertNetwork open(IUpdater updater) {
        return BertNetwork.of(
                BertNetwork.configuration(network, 1, updater, 0),
                parameters.stream().collect(Collectors.toMap(Tensor::name, Tensor::values)));
    }
}
