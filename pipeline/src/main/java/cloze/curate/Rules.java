package cloze.curate;

import cloze.config.curate.PersonalDataConfig.Kind;

/** The names of the rules in verdicts that are not those of a {@link cloze.config.curate.QualityRule}. */
public final class Rules {
    public static final String EXACT_DUPLICATE = "exact-duplicate";
    public static final String LANGUAGE = "language";
    public static final String CONTAMINATED = "contaminated";
    public static final String NEAR_DUPLICATE = "near-duplicate";
    public static final String VALIDATION_LEAK = "validation-leak";

    private Rules() {}

    /** Returns the rule against personal data of a kind. */
    static String pii(Kind kind) {
        return "pii." + kind.key();
    }
}
