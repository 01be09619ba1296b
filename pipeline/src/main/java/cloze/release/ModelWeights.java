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
     * The model as a Deeplearning4j graph, whose inputs are {@link cloze.shard.Minibatch#INPUTS} and whose answers {@link BertGraph} reads.
     *
     * @param updater for who trains it further; {@link org.nd4j.linalg.learning.config.NoOp} for who does not
     */
    public ComputationGraph graph(IUpdater updater) {
        return BertGraph.of(
                network, updater, parameters.stream().collect(Collectors.toMap(Tensor::name, Tensor::values)));
    }
}
