package cloze.train.averaging;

import java.io.Serializable;

/** The outcome of a round for one worker. */
public sealed interface WorkerOutcome extends Serializable {
    /** Returns the logical worker, in [0, workers). */
    int worker();

    /**
     * The worker fitted all its minibatches.
     *
     * @param state its end state
     * @param busy the interval in which it loaded and fitted minibatches
     * @param memory memory of its process at the end
     */
    record Fitted(int worker, StateReference state, StepTotals totals, RoundTimes.Busy busy, ProcessMemory memory)
            implements WorkerOutcome {
        /** Returns a copy that refers to {@code other} instead of its end state. */
        public Fitted with(StateReference other) {
            return new Fitted(worker, other, totals, busy, memory);
        }
    }

    /**
     * The worker stopped at a loss, gradient or weight that is not finite.
     *
     * @param step the step of the run, from 0
     * @param loss loss of the step in nats
     * @param gradientNorm global gradient norm of the step
     * @param learningRate learning rate of the step
     */
    record Diverged(int worker, int step, double loss, double gradientNorm, double learningRate)
            implements WorkerOutcome {}
}
