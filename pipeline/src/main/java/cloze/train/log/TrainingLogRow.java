package cloze.train.log;

import cloze.dataset.TaskScores;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.StepTotals;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.PlannedRound;

/**
 * The row of one averaging round in the training log.
 *
 * @param round number of the round, from 0
 * @param step number of steps of the run done after the round
 * @param epoch epoch of the round's last minibatch, from 0
 * @param learningRate learning rate of the round's last step
 * @param metrics metrics over all predictions of all workers in the round
 * @param gradientNorm global gradient norm before clipping, mean over the steps of all workers
 * @param parameterSpread root-mean-square distance of the workers to their mean before averaging, relative to the root
 *     mean square of the mean
 * @param sequencesPerSecond examples fitted by all workers per second of the round, averaging included
 * @param averagingOverhead share of the round's time in which the busiest process had no worker that loaded or fitted
 *     minibatches
 * @param examples number of examples fitted by all workers; 0 if the round was left out because it diverged
 * @param elapsedSeconds wall time of the run until the end of the round, summed over all processes of a resumed run;
 *     with a time budget it determines the learning rate of the next round
 * @param residentBytes resident size of the largest process, driver or executor, at the end of the round; 0 if unknown
 * @param phases breakdown of the round's time
 */
public record TrainingLogRow(
        int round,
        int step,
        int epoch,
        double learningRate,
        TaskMetrics metrics,
        double gradientNorm,
        double parameterSpread,
        double sequencesPerSecond,
        double averagingOverhead,
        long examples,
        double elapsedSeconds,
        long residentBytes,
        PhaseSeconds phases) {

    /**
     * Creates the row of a round.
     *
     * @param schedule the schedule of its learning rates
     * @param elapsedSeconds wall time of the run until the end of the round
     */
    public static TrainingLogRow of(Round fitted, RoundReport report, LearningRate schedule, double elapsedSeconds) {
        PlannedRound round = fitted.plan();
        StepTotals totals = report.totals();
        return new TrainingLogRow(
                round.index(),
                round.stepsAfter(),
                round.lastEpoch(),
                schedule.valueAt(round.stepsAfter() - 1, fitted.spent()),
                TaskMetrics.of(totals.scores()),
                totals.gradientNormSum() / totals.steps(),
                report.parameterSpread(),
                round.examples() / report.times().all(),
                1 - report.times().fit() / report.times().all(),
                round.examples(),
                elapsedSeconds,
                report.residentBytes(),
                PhaseSeconds.of(report.times()));
    }

    /**
     * Creates the row of a round that was left out because it diverged. It has no examples, and its measures are 0 or
     * NaN.
     *
     * @param learningRate learning rate of its last step
     * @param elapsedSeconds wall time of the run until the end of the round
     */
    public static TrainingLogRow leftOut(
            PlannedRound round, RoundReport report, double learningRate, double elapsedSeconds) {
        return new TrainingLogRow(
                round.index(),
                round.stepsAfter(),
                round.lastEpoch(),
                learningRate,
                TaskMetrics.of(TaskScores.NONE),
                0,
                0,
                0,
                0,
                0,
                elapsedSeconds,
                report.residentBytes(),
                PhaseSeconds.UNKNOWN);
    }

    /** Returns whether the round was left out because it diverged. */
    public boolean wasLeftOut() {
        return examples == 0;
    }
}
