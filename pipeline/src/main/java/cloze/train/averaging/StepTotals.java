package cloze.train.averaging;

import cloze.network.graph.StepMetrics;
import java.io.Serializable;

/**
 * What a number of steps came to. Sums, so that they add up over steps and workers.
 *
 * @param steps optimiser updates
 * @param gradientNormSum sum of the gradient norms before clipping
 * @param maskedLmLossSum nats over all masked positions
 * @param maskedLmCorrect masked positions predicted rightly
 * @param maskedLmCount masked positions
 * @param nextSentenceLossSum nats over all pairs
 * @param nextSentenceCorrect pairs judged rightly
 * @param nextSentenceCount pairs
 */
public record StepTotals(
        long steps,
        double gradientNormSum,
        double maskedLmLossSum,
        long maskedLmCorrect,
        long maskedLmCount,
        double nextSentenceLossSum,
        long nextSentenceCorrect,
        long nextSentenceCount)
        implements Serializable {

    public static final StepTotals NONE = new StepTotals(0, 0, 0, 0, 0, 0, 0, 0);

    public static StepTotals of(StepMetrics step, double gradientNorm) {
        return new StepTotals(
                1,
                gradientNorm,
                step.maskedLmLossSum(),
                step.maskedLmCorrect(),
                step.maskedLmCount(),
                step.nextSentenceLossSum(),
                step.nextSentenceCorrect(),
                step.nextSentenceCount());
    }

    public StepTotals plus(StepTotals other) {
        return new StepTotals(
                steps + other.steps,
                gradientNormSum + other.gradientNormSum,
                maskedLmLossSum + other.maskedLmLossSum,
                maskedLmCorrect + other.maskedLmCorrect,
                maskedLmCount + other.maskedLmCount,
                nextSentenceLossSum + other.nextSentenceLossSum,
                nextSentenceCorrect + other.nextSentenceCorrect,
                nextSentenceCount + other.nextSentenceCount);
    }
}
