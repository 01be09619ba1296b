package cloze.curate;

import cloze.config.curate.CurateConfig.OnBreach;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.dataset.Verdicts;

/** The names of the rules in verdicts that are not those of a {@link cloze.config.curate.QualityRule}. */
public final class Rules {
    public static final String EXACT_DUPLICATE = "exact-duplicate";
    public static final String LANGUAGE = "language";
    public static final String BLOCKED_WORDS = "blocked-words";
    public static final String CONTAMINATED = "contaminated";
    public static final String NEAR_DUPLICATE = "near-duplicate";
    public static final String VALIDATION_LEAK = "validation-leak";

    private Rules() {}

    /** Returns the verdict on a document that breaks a rule, other than {@link #EXACT_DUPLICATE}. */
    static String verdict(OnBreach onBreach) {
        return switch (onBreach) {
            case DROP, FAIL -> Verdicts.DROPPED;
            case WARN -> Verdicts.KEPT;
            case QUARANTINE -> Verdicts.QUARANTINED;
        };
    }

    /** Returns the verdict on an exact duplicate. It is never quarantined: its text is that of the document that stays. */
    static String verdictOnCopy(OnBreach onBreach) {
        return onBreach == OnBreach.QUARANTINE ? Verdicts.DROPPED : verdict(onBreach);
    }

    /** Returns the rule against personal data of a kind. */
    static String pii(Kind kind) {
        return "pii." + kind.key();
    }
}
