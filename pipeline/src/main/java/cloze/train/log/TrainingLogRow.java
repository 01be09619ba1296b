package cloze.train.log;

import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.StepTotals;
import cloze.train.optimiser.WarmupLinearDecay;
import cloze.train.plan.PlannedRound;

/**
 * One averaging round in the training log.
 *
 * @param round the round's number, from 0
 * @param step steps of the run done after the round
 * @param epoch the epoch of the round's last minibatch, from 0
 * @param learningRate the rate of the round's last step
 * @param metrics over all predictions of all workers' steps of the round
 * @param gradientNorm global gradient norm before clipping, mean over all workers' steps
 * @param parameterSpread workers' root-mean-square distance to their mean before averaging, over the root mean square of the mean
 * @param sequencesPerSecond examples fitted by all workers per second of the round, averaging included
 * @param averagingOverhead share of the round's time in which the busiest process had no worker that loaded or fitted minibatches
 * @param examples examples fitted by all workers
 * @param elapsedSeconds wall time of the run until the round's end, all processes of a resumed run together; with a time budget the
 *     next round's learning rate follows from it
 * @param residentBytes resident size of the largest process, driver or executor, at the round's end; 0 where it is not known
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
        long residentBytes) {

    /**
     * The row of a round.
     *
     * @param schedule what its learning rates followed
     * @param elapsedSeconds wall time of the run until its end
     */
    public static TrainingLogRow of(
            Round fitted, RoundReport report, WarmupLinearDecay schedule, double elapsedSeconds) {
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
                1 - report.times().fitting() / report.times().all(),
                round.examples(),
                elapsedSeconds,
                report.residentBytes());
    }
}
