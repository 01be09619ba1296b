package cloze.config;

import java.util.Map;

/**
 * How the next version of a registry is made, and when it is promoted.
 *
 * @param learningRate peak learning rate of a training that starts from the champion
 * @param replayFraction share of its training examples that come from the runs that made the champion, in [0, 1)
 * @param minDocuments minimum number of new documents of a split, at least 2, because a random next sentence comes from
 *     another document. With fewer, they wait for a later run
 * @param maxSurprise nats by which the champion's masked-word loss on new documents may exceed that on the frozen ones
 * @param minGain gain in nats that must be exceeded beyond chance; may be negative
 * @param decision how the evidence of a night is judged
 * @param falsePromotions expected number of false promotions in any 365 days that {@link Decision#ALPHA_SPENDING} allows
 * @param recentNights number of newest runs whose held-out documents a promotion must not spoil; 0 for no such set
 * @param incremental whether a run reads only what came to the corpus since the last run that made a version
 * @param timeLimit wall time in which a run should be over; 0 for no limit
 * @param keepVersions number of newest versions to keep, besides the champion and the previous one
 * @param lease time for which an unresponsive run blocks others
 */
public record RetrainConfig(
        double learningRate,
        double replayFraction,
        long minDocuments,
        double maxSurprise,
        double minGain,
        Decision decision,
        double falsePromotions,
        int recentNights,
        boolean incremental,
        TimeSpan timeLimit,
        int keepVersions,
        TimeSpan lease) {
    private static final long SMALLEST_WITH_PARTNERS = 2;

    /** How the evidence of a night is judged. */
    public enum Decision {
        /** Each night spends a part of the false promotions that a year may have. */
        ALPHA_SPENDING,
        /** Each night has the same test at 2.5 %, whatever other nights decided. */
        EACH_NIGHT
    }

    public RetrainConfig {
        double seconds = lease.seconds();
        double limit = timeLimit.seconds();
        Problems.check("retrain", problems -> problems.require(
                        learningRate > 0, "learning-rate", learningRate, "must be positive")
                .require(
                        replayFraction >= 0 && replayFraction < 1,
                        "replay-fraction",
                        replayFraction,
                        "must be in [0, 1)")
                .require(minDocuments >= SMALLEST_WITH_PARTNERS, "min-documents", minDocuments, "must be at least 2")
                .require(!Double.isNaN(maxSurprise), "max-surprise", maxSurprise, "must be a number of nats")
                .require(Double.isFinite(minGain), "min-gain", minGain, "must be a number of nats")
                .require(
                        falsePromotions > 0 && Double.isFinite(falsePromotions),
                        "false-promotions",
                        falsePromotions,
                        "must be positive")
                .require(recentNights >= 0, "recent-nights", recentNights, "must be at least 0")
                .require(limit >= 0, "time-limit", limit, "must be positive, or 0 for none")
                .require(keepVersions >= 1, "keep-versions", keepVersions, "must be at least 1")
                .require(seconds >= 1, "lease", seconds, "must be at least 1 second"));
    }

    /**
     * Returns a copy with the keys of {@code other} that say what a registry keeps and how it is held, and with the less strict
     * of both limits of surprise.
     */
    public RetrainConfig heldAs(RetrainConfig other) {
        return Records.copy(
                this,
                Map.of(
                        "keepVersions",
                        other.keepVersions,
                        "lease",
                        other.lease,
                        "maxSurprise",
                        Math.max(maxSurprise, other.maxSurprise)));
    }

    /** Returns a copy with fixed values for the keys that do not affect any model. */
    public RetrainConfig ofResult() {
        return Records.copy(
                this,
                Map.of(
                        "maxSurprise",
                        0.0,
                        "minGain",
                        0.0,
                        "decision",
                        Decision.EACH_NIGHT,
                        "falsePromotions",
                        1.0,
                        "recentNights",
                        0,
                        "incremental",
                        true,
                        "timeLimit",
                        TimeSpan.ZERO,
                        "keepVersions",
                        1,
                        "lease",
                        new TimeSpan(1)));
    }
}
