package cloze.release;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.ClassifierOutput;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A network with its parameters.
 *
 * @param network shape of the network
 * @param parameters all parameters by their names in checkpoints, in the order of the flat vector
 * @param drawn parts that the model's file lacks; their parameters have initial values
 * @param labels names of the classes of a classifier, in the order of its logits; empty for a network with the heads of
 *     pre-training
 */
public record ModelWeights(NetworkConfig network, List<Tensor> parameters, Set<ModelPart> drawn, List<String> labels) {
    public ModelWeights {
        parameters = List.copyOf(parameters);
        drawn = Set.copyOf(drawn);
        labels = List.copyOf(labels);
    }

    /** Creates the weights of a network with the heads of pre-training. */
    public ModelWeights(NetworkConfig network, List<Tensor> parameters, Set<ModelPart> drawn) {
        this(network, parameters, drawn, List.of());
    }

    /** Returns names and shapes of the parameters. */
    public List<ParameterShape> shapes() {
        return shapes(network, labels);
    }

    /** Returns names and shapes of the parameters of {@code network} with {@code labels}, in the order of the flat vector. */
    public static List<ParameterShape> shapes(NetworkConfig network, List<String> labels) {
        return labels.isEmpty() ? ParameterLayout.of(network) : ParameterLayout.ofClassifier(network, labels.size());
    }

    /**
     * Returns a classifier that starts from these weights: the encoder and the pooler of next-sentence prediction as
     * they are, the output layer drawn as the network's initialisation says, with biases of 0.
     *
     * @param names the classes, in the order of the logits
     * @param seed seed of the draws
     */
    public ModelWeights classifier(List<String> names, long seed) {
        Map<String, Tensor> mine = parameters.stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
        var initialization = new Initialization(network, seed);
        List<Tensor> tensors = shapes(network, names).stream()
                .map(shape -> {
                    Tensor kept = mine.get(origin(shape.name()));
                    float[] values = kept == null ? initialization.values(shape) : kept.values();
                    return new Tensor(shape.name(), shape.extents(), values);
                })
                .toList();
        return new ModelWeights(network, tensors, Set.of(), names);
    }

    /** Returns the parameter of pre-training that a classifier's starts from; there is none for the output layer. */
    private static String origin(String name) {
        String pooler = ParameterLayout.CLASSIFIER + ".pooler";
        return name.startsWith(pooler)
                ? name.replace(ParameterLayout.CLASSIFIER, ParameterLayout.part(Task.NEXT_SENTENCE))
                : name;
    }

    /** Returns the configuration of the network for inference. */
    public ComputationGraphConfiguration inference() {
        return configuration(new NoOp());
    }

    private ComputationGraphConfiguration configuration(IUpdater updater) {
        return labels.isEmpty()
                ? BertNetwork.configuration(network, 1, updater, 0)
                : BertNetwork.classifier(network, new ClassifierOutput(labels.size(), 0), updater, 0);
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
     * @param updater for further training, or {@link NoOp} for inference
     */
    public BertNetwork open(IUpdater updater) {
        return BertNetwork.of(
                configuration(updater), parameters.stream().collect(Collectors.toMap(Tensor::name, Tensor::values)));
    }
}
