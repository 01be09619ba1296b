package cloze.retrain;

import cloze.retrain.ModelComparison.Difference;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a challenger takes the champion's place: when it is better on the documents that every champion is measured on, beyond what other
 * documents would change, and not worse on new ones.
 *
 * @param minGain nats by which the lower end of the 95 % interval of the gain in loss must exceed 0, at least
 */
public record PromotionRule(double minGain) {
    /** The metric that decides, of both models: the loss they are trained on, in nats. */
    public static final String LOSS = "loss";

    /**
     * A decision.
     *
     * @param promoted whether the challenger is the new champion
     * @param reason in words and numbers
     */
    public record Verdict(boolean promoted, String reason) {}

    /**
     * Decides.
     *
     * @param frozen on the held-out documents that never change
     * @param fresh on held-out documents that are new; empty where there are none
     */
    public Verdict decide(ModelComparison frozen, Optional<ModelComparison> fresh) {
        Difference gain = frozen.difference(LOSS).gain();
        String measured = String.format(
                Locale.ROOT,
                "gain in loss %.4f nats (95 %% interval %.4f to %.4f) on the frozen held-out documents",
                gain.value(),
                gain.low(),
                gain.high());
        // NaN, when nothing was measured, is no gain either.
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
