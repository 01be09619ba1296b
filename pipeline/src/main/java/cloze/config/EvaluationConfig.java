package cloze.config;

/**
 * How a model is measured.
 *
 * @param evalBatchSize examples per forward pass
 * @param trainExamples training examples measured beside the validation examples, drawn by key; 0: none
 * @param bootstrapSamples resamplings of the documents behind each 95 % interval; 0: no interval
 */
public record EvaluationConfig(int evalBatchSize, int trainExamples, int bootstrapSamples) {
    public EvaluationConfig {
        int batch = evalBatchSize;
        int examples = trainExamples;
        int samples = bootstrapSamples;
        Problems.check(
                "evaluation", problems -> problems.require(batch >= 1, "eval-batch-size", batch, "must be at least 1")
                        .require(examples >= 0, "train-examples", examples, "must be at least 0")
                        .require(samples >= 0, "bootstrap-samples", samples, "must be at least 0"));
    }
}
