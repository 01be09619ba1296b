package cloze.train;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.tensor.Tensor;
import cloze.train.averaging.InitialNetwork;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.plan.TrainingPlan;
import java.util.List;

/**
 * A training run.
 *
 * @param network the network, its vocabulary size set
 * @param training how it is fitted
 * @param seed of initial weights and dropout
 * @param examplesPerEpoch training examples of each length phase; one number when there are no phases
 * @param initialWeights parameters to start from; none: drawn
 * @param output folder for checkpoints and log, on any file system Hadoop knows
 * @param fingerprint names configuration and data: a run goes on from checkpoints of the same fingerprint only
 */
public record PretrainingRequest(
        NetworkConfig network,
        TrainingConfig training,
        long seed,
        List<Long> examplesPerEpoch,
        List<Tensor> initialWeights,
        String output,
        String fingerprint) {
    public PretrainingRequest {
        examplesPerEpoch = List.copyOf(examplesPerEpoch);
        initialWeights = List.copyOf(initialWeights);
    }

    /** The run's rounds. */
    TrainingPlan plan() {
        return new TrainingPlan(training, examplesPerEpoch, seed);
    }

    /** The network it begins with. */
    InitialNetwork start(TrainingPlan plan) {
        return InitialNetwork.of(network, training, schedule(plan), seed, initialWeights);
    }

    /** The learning rates of {@code plan}. */
    WarmupLinearDecay schedule(TrainingPlan plan) {
        return WarmupLinearDecay.over(
                plan.steps(),
                training.optimiser().learningRate(),
                training.optimiser().warmupProportion());
    }
}
