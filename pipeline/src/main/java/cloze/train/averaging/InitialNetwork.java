package cloze.train.averaging;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.network.graph.BertGraph;
import cloze.tensor.Tensor;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.NativeFloats;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network a run begins with, as plain values: no native memory is held for it.
 *
 * @param configuration what replicas are built from
 * @param layout where each named parameter lies in the flat order
 * @param state weights to start from, and moments of zero
 */
public record InitialNetwork(ComputationGraphConfiguration configuration, FlatParameters layout, ModelState state) {

    /**
     * The network of a new run.
     *
     * @param schedule of the learning rate
     * @param seed the weights are drawn with where none are given
     * @param weights parameters to start from; none: drawn
     */
    public static InitialNetwork of(
            NetworkConfig network,
            TrainingConfig training,
            WarmupLinearDecay schedule,
            long seed,
            List<Tensor> weights) {
        var bias = training.adamBiasCorrection() ? BertAdam.Bias.CORRECTED : BertAdam.Bias.KEPT;
        ComputationGraphConfiguration configuration = BertGraph.configuration(
                network, training.nextSentenceWeight(), new BertAdam(schedule, bias), training.weightDecay());
        long length = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        var graph = new ComputationGraph(configuration);
        // An array of our own can be closed: those of Deeplearning4j are handed out as views.
        graph.init(Nd4j.create(DataType.FLOAT, length), false);
        try {
            FlatParameters layout = FlatParameters.of(BertGraph.parameters(graph));
            if (weights.isEmpty()) {
                BertGraph.initialize(graph, network, seed);
            } else {
                NativeFloats.fill(graph.params(), layout.flat(weights, "the model to start from"));
            }
            return new InitialNetwork(configuration, layout, Replica.state(graph));
        } finally {
            BertGraph.close(graph);
        }
    }
}
