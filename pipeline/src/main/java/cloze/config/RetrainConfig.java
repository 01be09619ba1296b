package cloze.config;

import java.util.Map;

/**
 * How a registry's next version is made and what it must be better at.
 *
 * @param learningRate peak learning rate of a training that goes on from the champion
 * @param replayFraction share of its training examples that come from the runs that made the champion, in [0, 1)
 * @param minDocuments fewest new documents of a split, at least 2: a random next sentence comes from another document. Fewer wait
 * @param maxSurprise nats by which the champion's masked-word loss on new documents may exceed that on the frozen ones
 * @param minGain by how many nats the lower end of the 95 % interval of the gain must be above 0, or may be below
 * @param keepVersions newest versions kept, besides the champion and the one before it
 * @param lease how long a run that does not answer any more keeps others out
 */
public record RetrainConfig(
        double learningRate,
        double replayFraction,
        long minDocuments,
        double maxSurprise,
        double minGain,
        int keepVersions,
        TimeSpan lease) {
    private static final long SMALLEST_WITH_PARTNERS = 2;

    public RetrainConfig {
        double seconds = lease.seconds();
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
                .require(keepVersions >= 1, "keep-versions", keepVersions, "must be at least 1")
                .require(seconds >= 1, "lease", seconds, "must be at least 1 second"));
    }

    /** The same without what no model depends on. */
    public RetrainConfig ofResult() {
        return Records.copy(this, Map.of("keepVersions", 1, "lease", new TimeSpan(1)));
    }
}
