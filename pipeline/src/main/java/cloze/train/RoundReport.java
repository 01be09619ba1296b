package cloze.train;

import java.util.List;

/**
 * What a round came to.
 *
 * @param totals sums over all steps of all workers
 * @param parameterSpread how far apart the workers were before averaging
 * @param seconds wall time of the round, averaging included
 * @param fittingSeconds time the slowest worker spent loading and fitting minibatches
 * @param residentBytes resident size of the largest process, driver or executor, at its end; 0 where it is not known
 * @param divergences the workers that stopped at a number that is none; when there is one, the model is as before the round
 */
record RoundReport(
        StepTotals totals,
        double parameterSpread,
        double seconds,
        double fittingSeconds,
        long residentBytes,
        List<WorkerOutcome.Diverged> divergences) {
    RoundReport {
        divergences = List.copyOf(divergences);
    }
}
