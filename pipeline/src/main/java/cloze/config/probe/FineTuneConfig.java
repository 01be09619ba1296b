package cloze.config.probe;

import cloze.config.Problems;

/**
 * How all weights are fine-tuned for a task: the optimiser of pre-training, with corrected moments.
 *
 * @param learningRate peak rate, reached after a tenth of the steps, from which it falls linearly to 0
 * @param epochs passes over the labelled texts
 * @param trainBatchSize texts per minibatch of one worker
 * @param workers logical workers whose weights are averaged
 * @param averagingFrequency steps of each worker between two averagings
 */
public record FineTuneConfig(double learningRate, int epochs, int trainBatchSize, int workers, int averagingFrequency) {
    public FineTuneConfig {
        Problems.check("probe.fine-tune", problems -> problems.require(
                        learningRate > 0 && Double.isFinite(learningRate),
                        "learning-rate",
                        learningRate,
                        "must be above 0")
                .require(epochs >= 1, "epochs", epochs, "must be at least 1")
                .require(trainBatchSize >= 1, "train-batch-size", trainBatchSize, "must be at least 1")
                .require(workers >= 1, "workers", workers, "must be at least 1")
                .require(averagingFrequency >= 1, "averaging-frequency", averagingFrequency, "must be at least 1"));
    }
}
