package cloze.train.log;

import java.util.Map;

/** What a test says was measured. */
public final class MeasuredTasks {
    private MeasuredTasks() {}

    public static TaskMetrics of(
            double maskedLmLoss, double maskedLmAccuracy, double nextSentenceLoss, double nextSentenceAccuracy) {
        return new TaskMetrics(Map.of(
                "masked_lm_loss", maskedLmLoss,
                "masked_lm_accuracy", maskedLmAccuracy,
                "next_sentence_loss", nextSentenceLoss,
                "next_sentence_accuracy", nextSentenceAccuracy));
    }
}
