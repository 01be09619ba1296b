package cloze.train.log;

/**
 * How well held-out examples are predicted.
 *
 * @param maskedLmLoss nats per masked position
 * @param maskedLmAccuracy share of masked positions whose likeliest piece is the original
 * @param nextSentenceLoss nats per pair
 * @param nextSentenceAccuracy share of pairs judged rightly
 */
public record HeldOutMetrics(
        double maskedLmLoss, double maskedLmAccuracy, double nextSentenceLoss, double nextSentenceAccuracy) {}
