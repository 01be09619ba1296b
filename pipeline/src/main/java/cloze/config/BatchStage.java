package cloze.config;

/**
 * One stage of a batch-size ramp.
 *
 * @param untilShare share of the run at which the stage ends, in (0, 1)
 * @param trainBatchSize examples per minibatch of one worker until then
 */
public record BatchStage(double untilShare, int trainBatchSize) {
    public BatchStage {
        Problems.check("training.batch-ramp", problems -> problems.require(
                        untilShare > 0 && untilShare < 1, "until-share", untilShare, "must be in (0, 1)")
                .require(trainBatchSize >= 1, "train-batch-size", trainBatchSize, "must be at least 1"));
    }
}
