package cloze.retrain;

import cloze.retrain.ModelComparison.Difference;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides whether a challenger replaces the champion. It must be significantly better on the frozen held-out documents,
 * given the variation between documents, and not worse on new ones.
 *
 * @param minGain lowest accepted lower end of the 95 % interval of the gain in loss, in nats
 */
public record PromotionRule(double minGain) {
    /** The deciding metric: the training loss of a model, in nats. */
    public static final String LOSS = "loss";

    /**
     * A decision.
     *
     * @param promoted whether the challenger becomes the champion
     * @param reason the reason in words and numbers
     */
    public record Verdict(boolean promoted, String reason) {}

    /**
     * Decides whether the challenger is promoted.
     *
     * @param frozen comparison on the frozen held-out documents
     * @param fresh comparison on new held-out documents; empty if there are none
     */
    public Verdict decide(ModelComparison frozen, Optional<ModelComparison> fresh) {
        Difference gain = frozen.difference(LOSS).gain();
        String measured = String.format(
                Locale.ROOT,
                "gain in loss %.4f nats (95 %% interval %.4f to %.4f) on the frozen held-out documents",
                gain.value(),
                gain.low(),
                gain.high());
        // Also rejects NaN, which means that nothing was measured.
        if (!(gain.low() >= minGain)) {
            return new Verdict(false, "%s, required is a lower end of at least %s".formatted(measured, minGain));
        }
        if (fresh.isEmpty()) {
            return new Verdict(true, measured);
        }
        double onNew = fresh.get().difference(LOSS).gain().value();
        String both = String.format(Locale.ROOT, "%s, %.4f on the new held-out documents", measured, onNew);
        return onNew >= 0 ? new Verdict(true, both) : new Verdict(false, both + ", where it must not be below 0");
    }
}
