package cloze.train.averaging;

import java.io.Serializable;

/** What one worker brings home from a round. */
public sealed interface WorkerOutcome extends Serializable {
    /** The logical worker, in [0, workers). */
    int worker();

    /**
     * All its minibatches were fitted.
     *
     * @param state where it ended
     * @param busy when it loaded and fitted minibatches
     * @param memory what its process held at the end
     */
    record Fitted(int worker, StateReference state, StepTotals totals, RoundTimes.Busy busy, ProcessMemory memory)
            implements WorkerOutcome {}

    /**
     * A loss, gradient or weight was no longer a number; the worker stopped there.
     *
     * @param step the step of the run, from 0
     * @param loss the step's loss in nats
     * @param gradientNorm the step's global gradient norm
     * @param learningRate the step's learning rate
     */
    record Diverged(int worker, int step, double loss, double gradientNorm, double learningRate)
            implements WorkerOutcome {}
}
