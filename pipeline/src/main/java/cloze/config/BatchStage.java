package cloze.config;

/**
 * One stage of a growing minibatch.
 *
 * @param untilShare share of the run at which the stage ends, in (0, 1)
 * @param trainBatchSize examples per minibatch of one worker until then
 */
public record BatchStage(double untilShare, int trainBatchSize) {
    public BatchStage {
        double share = untilShare;
        int size = trainBatchSize;
        Problems.check("training.batch-ramp", problems -> problems.require(
                        share > 0 && share < 1, "until-share", share, "must be in (0, 1)")
                .require(size >= 1, "train-batch-size", size, "must be at least 1"));
    }
}
