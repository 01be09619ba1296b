package cloze.train.averaging;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.ClassifierOutput;
import cloze.tensor.Tensor;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.LearningRate;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The initial network of a run as plain values, without native memory. Nothing is drawn before it is asked for.
 *
 * @param configuration the configuration to build replicas from
 * @param layout position of each named parameter in the flat order
 * @param parameters initial weights
 */
public record InitialNetwork(
        ComputationGraphConfiguration configuration, FlatParameters layout, InitialParameters parameters) {

    /**
     * Creates the network of a new run.
     *
     * @param schedule schedule of the learning rate
     * @param parameters the weights to start from
     */
    public static InitialNetwork of(
            NetworkConfig network, TrainingConfig training, LearningRate schedule, InitialParameters parameters) {
        ComputationGraphConfiguration configuration = BertNetwork.configuration(
                network,
                training.nextSentenceWeight(),
                updater(training, schedule),
                training.optimiser().weightDecay());
        return new InitialNetwork(configuration, FlatParameters.of(network), parameters);
    }

    /**
     * Creates the classifier of a new run.
     *
     * @param network its encoder
     * @param output its classes
     * @param schedule schedule of the learning rate
     * @param weights parameters to start from
     */
    public static InitialNetwork ofClassifier(
            NetworkConfig network,
            ClassifierOutput output,
            TrainingConfig training,
            LearningRate schedule,
            List<Tensor> weights) {
        ComputationGraphConfiguration configuration = BertNetwork.classifier(
                network,
                output,
                updater(training, schedule),
                training.optimiser().weightDecay());
        FlatParameters layout = FlatParameters.ofClassifier(network, output.labels());
        return new InitialNetwork(
                configuration,
                layout,
                new InitialParameters.Given(layout.flat(weights, "the classifier to start from")));
    }

    private static BertAdam updater(TrainingConfig training, LearningRate schedule) {
        return new BertAdam(
                schedule, training.optimiser().adamBiasCorrection() ? BertAdam.Bias.CORRECTED : BertAdam.Bias.KEPT);
    }

    /** Returns the initial weights, and moments of zero. */
    public ModelState state() {
        return parameters.state(0, layout.length());
    }
}
