package cloze.config.curate;

import cloze.config.Problems;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Reads {@code curate.rules}, where each rule has a limit as text, and the presets that fill in the others. */
final class RuleLimits {
    /** No limit of its own: a preset may set one. */
    private static final String OFF = "off";

    /** No limit, whichever preset is chosen. */
    private static final String DISABLED = "disabled";

    private RuleLimits() {}

    /** Records a fault for each unknown rule, and each limit that is neither a number nor one of the words. */
    static void check(Map<String, String> rules, Problems problems) {
        rules.forEach((key, limit) -> {
            problems.require(
                    QualityRule.of(key).isPresent(), "rules." + key, limit, "unknown rule; --help lists the rules");
            problems.require(
                    isWord(limit) || isNumber(limit),
                    "rules." + key,
                    limit,
                    "must be a number of at least 0, off, or disabled");
        });
    }

    /** Returns the limits that hold. */
    static Map<QualityRule, Double> of(Collection<String> presets, Map<String, String> rules) {
        Map<QualityRule, Double> limits = new EnumMap<>(QualityRule.class);
        for (QualityRule rule : QualityRule.values()) {
            String given = rules.getOrDefault(rule.key(), OFF);
            if (!isWord(given)) {
                limits.put(rule, Double.valueOf(given));
            } else if (given.equals(OFF) && presets.contains(rule.source())) {
                limits.put(rule, rule.published());
            }
        }
        return limits;
    }

    private static boolean isWord(String limit) {
        return limit.equals(OFF) || limit.equals(DISABLED);
    }

    private static boolean isNumber(String limit) {
        try {
            double number = Double.parseDouble(limit);
            return number >= 0 && Double.isFinite(number);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
