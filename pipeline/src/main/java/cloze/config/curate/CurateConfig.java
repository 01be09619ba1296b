package cloze.config.curate;

import cloze.config.Problems;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which documents are removed from a corpus before it is used. With the defaults, none is.
 *
 * @param exactDuplicates whether all copies of a text but one break a rule
 * @param nearDuplicates rule about almost equal texts
 * @param languages languages of the documents to keep, ISO 639 codes; empty for any
 * @param presets published sets of rules, out of c4, gopher and fineweb, whose limits hold where {@code rules} says off
 * @param rules limit by name of a {@link QualityRule}: a number, {@code off}, or {@code disabled} to leave a rule out of
 *     a preset
 * @param blockedWordsFile file with words and phrases that no document may have, one per line; empty for none
 * @param pii what happens to personal data
 * @param decontaminate rules about texts that a model is evaluated on
 * @param onBreach what happens to a document that breaks a rule
 * @param maxDroppedShare largest share of documents that may be dropped or quarantined, in [0, 1]
 * @param onExcess what a run does if the share is larger
 * @param release ids of documents that are kept whichever rule they break
 * @param releaseFile file with further ids, one per line; empty for none
 */
public record CurateConfig(
        boolean exactDuplicates,
        NearDuplicatesConfig nearDuplicates,
        List<String> languages,
        List<String> presets,
        Map<String, String> rules,
        String blockedWordsFile,
        PersonalDataConfig pii,
        DecontaminateConfig decontaminate,
        OnBreach onBreach,
        double maxDroppedShare,
        OnExcess onExcess,
        List<String> release,
        String releaseFile)
        implements Serializable {
    /** The name of the section in messages. */
    public static final String SECTION = "curate";

    private static final String LANGUAGE_CODE = "[a-z]{2,3}";

    /** What happens to a document that breaks a rule. */
    public enum OnBreach {
        /** It is left out, and only its verdict is written. */
        DROP,
        /** It is left out, and its text is written beside the kept documents. */
        QUARANTINE,
        /** It is kept, and its verdict names the rule. */
        WARN,
        /** It is left out, and the run fails. */
        FAIL
    }

    /** What a run does whose share of lost documents is beyond the limit. */
    public enum OnExcess {
        /** Fails, and keeps its work beside the output. */
        FAIL,
        /** Prints a warning. */
        WARN
    }

    public CurateConfig {
        languages = List.copyOf(languages);
        presets = List.copyOf(presets);
        // In a fixed order, because the text of the section goes into fingerprints.
        rules = Collections.unmodifiableMap(new TreeMap<>(rules));
        release = List.copyOf(release);
        List<String> codes = languages;
        List<String> chosen = presets;
        List<String> ids = release;
        Map<String, String> limits = rules;
        Problems.check(SECTION, problems -> {
            problems.require(
                    codes.stream().allMatch(code -> code.matches(LANGUAGE_CODE)),
                    "languages",
                    codes,
                    "must be ISO 639 codes such as en, de or deu");
            problems.require(
                    QualityRule.sources().containsAll(chosen),
                    "presets",
                    chosen,
                    "must be some of " + String.join(", ", QualityRule.sources()));
            problems.require(
                    maxDroppedShare >= 0 && maxDroppedShare <= 1,
                    "max-dropped-share",
                    maxDroppedShare,
                    "must be in [0, 1]");
            problems.require(
                    ids.stream().allMatch(CurateConfig::isDocumentId),
                    "release",
                    ids,
                    "must be ids of the column document_id, 32 hex digits each");
            problems.require(
                    exactDuplicates || !(nearDuplicates.remove() || decontaminate.validation()),
                    "exact-duplicates",
                    exactDuplicates,
                    "must be true with near-duplicates.remove or decontaminate.validation, which compare different texts");
            RuleLimits.check(limits, problems);
        });
    }

    private static boolean isDocumentId(String id) {
        return id.matches("[0-9a-f]{32}(-\\d+)?");
    }

    /** Returns the limits that hold, by rule. */
    @JsonIgnore
    public Map<QualityRule, Double> limits() {
        return RuleLimits.of(presets, rules);
    }

    /** Returns whether any document may be removed or changed. */
    @JsonIgnore
    public boolean isOn() {
        return exactDuplicates
                || nearDuplicates.remove()
                || !languages.isEmpty()
                || !limits().isEmpty()
                || !blockedWordsFile.isEmpty()
                || pii.isOn()
                || decontaminate.isOn();
    }

    /** Returns a copy with fixed values for the keys that decide only whether a result is accepted. */
    public CurateConfig ofResult() {
        return new CurateConfig(
                exactDuplicates,
                nearDuplicates,
                languages,
                presets,
                rules,
                blockedWordsFile,
                pii,
                decontaminate,
                onBreach == OnBreach.FAIL ? OnBreach.DROP : onBreach,
                1,
                OnExcess.FAIL,
                release,
                releaseFile);
    }
}
