package cloze.train.averaging;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.tensor.Tensor;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The initial network of a run as plain values, without native memory.
 *
 * @param configuration the configuration to build replicas from
 * @param layout position of each named parameter in the flat order
 * @param state initial weights, and moments of zero
 */
public record InitialNetwork(ComputationGraphConfiguration configuration, FlatParameters layout, ModelState state) {

    /**
     * Creates the network of a new run.
     *
     * @param schedule schedule of the learning rate
     * @param seed seed for drawing the weights if none are given
     * @param weights parameters to start from; if empty, they are drawn
     */
    public static InitialNetwork of(
            NetworkConfig network,
            TrainingConfig training,
            WarmupLinearDecay schedule,
            long seed,
            List<Tensor> weights) {
        var bias = training.optimiser().adamBiasCorrection() ? BertAdam.Bias.CORRECTED : BertAdam.Bias.KEPT;
        ComputationGraphConfiguration configuration = BertNetwork.configuration(
                network,
                training.nextSentenceWeight(),
                new BertAdam(schedule, bias),
                training.optimiser().weightDecay());
        FlatParameters layout = FlatParameters.of(network);
        try (BertNetwork start = BertNetwork.initialized(configuration, seed)) {
            if (!weights.isEmpty()) {
                Floats.fill(start.graph().params(), layout.flat(weights, "the model to start from"));
            }
            return new InitialNetwork(configuration, layout, Replica.state(start.graph()));
        }
    }

    /** Returns a copy with another state, of any size. */
    public InitialNetwork withState(ModelState other) {
        return new InitialNetwork(configuration, layout, other);
    }
}
