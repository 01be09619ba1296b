package cloze.train.averaging;

import cloze.dataset.TaskScores;
import java.io.Serializable;

/**
 * Sums over a number of steps; they can be added up over steps and workers.
 *
 * @param steps number of optimiser updates
 * @param lossSum sum of the losses of the steps, as the network weighs them
 * @param gradientNormSum sum of the gradient norms before clipping
 * @param scores scores of the predictions of all steps
 */
public record StepTotals(long steps, double lossSum, double gradientNormSum, TaskScores scores)
        implements Serializable {

    public static final StepTotals NONE = new StepTotals(0, 0, 0, TaskScores.NONE);

    /** Returns the totals of one step. */
    public static StepTotals of(TaskScores step, double loss, double gradientNorm) {
        return new StepTotals(1, loss, gradientNorm, step);
    }

    public StepTotals plus(StepTotals other) {
        return new StepTotals(
                steps + other.steps,
                lossSum + other.lossSum,
                gradientNormSum + other.gradientNormSum,
                scores.plus(other.scores));
    }
}
