package cloze.retrain;

import cloze.retrain.Evidence.Recent;
import cloze.retrain.PromotionRule.Verdict;
import java.util.Locale;

/**
 * Decides whether a challenger replaces the champion, at the level that alpha spending allows this night. The gain on
 * the frozen held-out documents must be significant at that level, and the held-out documents of recent nights must not show a
 * significant loss. The second set changes every night, so a model that has only adapted to the frozen documents fails
 * there.
 *
 * @param minGain gain in nats that must be exceeded beyond chance
 * @param budget expected number of false promotions in 365 days, for the reason
 * @param level level of this night; 0 if nothing is left to spend
 */
record SpendingRule(double minGain, double budget, double level) {
    /**
     * Decides.
     *
     * @param frozen the gain on the frozen held-out documents
     * @param recent the comparison on the held-out documents of recent nights; {@link Recent#NONE} if there are none
     */
    Verdict decide(GainTest frozen, Recent recent) {
        double pValue = frozen.pValue(minGain);
        String measured = String.format(
                Locale.ROOT,
                "gain in loss %.4f nats on the frozen held-out documents, p = %.2g",
                frozen.gain(),
                pValue);
        if (level <= 0) {
            return new Verdict(
                    false,
                    "%s; nothing is left of retrain.false-promotions = %s for these 365 days"
                            .formatted(measured, budget));
        }
        String judged = String.format(Locale.ROOT, "%s, level of this night %.2g", measured, level);
        // The level itself is significant; NaN, which means that nothing was measured, is not.
        if (!(pValue <= level)) {
            return new Verdict(false, "%s; required is a gain above %s at this level".formatted(judged, minGain));
        }
        if (recent.documents() == 0) {
            return new Verdict(true, judged);
        }
        String both = String.format(
                Locale.ROOT,
                "%s; %.4f (95 %% interval %.4f to %.4f) on %d held-out documents of recent nights",
                judged,
                recent.gain(),
                recent.low(),
                recent.high(),
                recent.documents());
        return recent.showsLoss()
                ? new Verdict(false, both + ", which must not show a loss beyond chance")
                : new Verdict(true, both);
    }
}
