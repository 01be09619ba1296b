package cloze.curate.rule;

import cloze.config.curate.QualityRule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The published rules with the limits that hold. Thread-safe. */
public final class QualityRules {
    private final Map<QualityRule, Double> limits;

    public QualityRules(Map<QualityRule, Double> limits) {
        this.limits = new EnumMap<>(QualityRule.class);
        this.limits.putAll(limits);
    }

    /**
     * A broken rule.
     *
     * @param rule its name
     * @param value what it measured
     * @param limit the limit that the value is beyond
     */
    public record Breach(String rule, double value, double limit) {}

    /** Returns {@code text} without the lines that a rule removes. */
    public String clean(String text) {
        Double minWords = limits.get(QualityRule.C4_MIN_WORDS_PER_LINE);
        return minWords == null ? text : CleanLines.of(text, minWords);
    }

    /** Returns the first rule that {@code text} breaks, in the order of the rules. */
    public Optional<Breach> firstBreach(String text) {
        var measured = new MeasuredText(text);
        for (Map.Entry<QualityRule, Double> entry : limits.entrySet()) {
            double value = Measures.of(entry.getKey(), measured);
            if (entry.getKey().isBroken(value, entry.getValue())) {
                return Optional.of(new Breach(entry.getKey().key(), value, entry.getValue()));
            }
        }
        return Optional.empty();
    }
}
