package cloze.train;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.InitialParameters;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import java.util.List;

/**
 * A training run to execute.
 *
 * @param network the network, with its vocabulary size set
 * @param training the training section
 * @param seed seed of dropout
 * @param examplesPerEpoch number of training examples of each length phase; one number without phases
 * @param initialParameters parameters to start from
 * @param output folder for checkpoints and log, on any file system that Hadoop supports
 * @param fingerprint identifies configuration and data; a run resumes only from checkpoints with the same fingerprint
 */
public record PretrainingRequest(
        NetworkConfig network,
        TrainingConfig training,
        long seed,
        List<Long> examplesPerEpoch,
        InitialParameters initialParameters,
        String output,
        String fingerprint) {
    public PretrainingRequest {
        examplesPerEpoch = List.copyOf(examplesPerEpoch);
    }

    /** Returns the plan of the rounds. */
    TrainingPlan plan() {
        return new TrainingPlan(training, examplesPerEpoch, seed);
    }

    /** Returns the initial network. */
    InitialNetwork start(TrainingPlan plan) {
        return InitialNetwork.of(network, training, schedule(plan), initialParameters);
    }

    /** Returns the learning rates of {@code plan}. */
    LearningRate schedule(TrainingPlan plan) {
        return LearningRate.over(plan.steps(), training.optimiser());
    }
}
