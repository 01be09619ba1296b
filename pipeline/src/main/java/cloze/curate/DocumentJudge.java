package cloze.curate;

import cloze.config.curate.CurateConfig;
import cloze.config.curate.PersonalDataConfig.Kind;
import cloze.curate.language.LanguageIdentifier;
import cloze.curate.personal.PersonalData;
import cloze.curate.personal.Span;
import cloze.curate.rule.QualityRules;
import cloze.dataset.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies the rules that look at one document alone, in their order, up to the first that it breaks. Serves one thread. */
final class DocumentJudge {
    private final boolean findsCopies;
    private final Set<String> languages;
    private final LanguageIdentifier identifier;
    private final QualityRules rules;
    private final PersonalData personal;
    private final ForbiddenTexts forbidden;
    private final Set<String> released;

    /**
     * @param replacements text that takes the place of each kind of personal data
     * @param released ids of the documents that no rule is applied to
     */
    DocumentJudge(CurateConfig config, Map<Kind, String> replacements, ForbiddenTexts forbidden, Set<String> released) {
        findsCopies = config.exactDuplicates();
        languages = config.languages().stream().map(LanguageIdentifier::code).collect(Collectors.toUnmodifiableSet());
        identifier = languages.isEmpty() ? null : new LanguageIdentifier();
        rules = new QualityRules(config.limits());
        personal = new PersonalData(config.pii(), replacements);
        this.forbidden = forbidden;
        this.released = released;
    }

    /**
     * What the rules say about a document.
     *
     * @param text the text after replacements
     * @param rule the first broken rule; null if there is none, and value, limit and detail with it
     * @param language its language; null if languages are not told apart, or an earlier rule is broken
     * @param replaced number of replacements by kind
     */
    record Finding(
            String text,
            String rule,
            Double value,
            Double limit,
            String detail,
            String language,
            boolean released,
            Map<Kind, Integer> replaced) {
        private static Finding broken(String text, String rule, Double value, Double limit, String detail) {
            return new Finding(text, rule, value, limit, detail, null, false, Map.of());
        }

        private static Finding kept(PersonalData.Replaced replaced, boolean released) {
            return new Finding(replaced.text(), null, null, null, null, null, released, replaced.replaced());
        }

        private Finding in(String found) {
            return new Finding(text, rule, value, limit, detail, found, released, replaced);
        }
    }

    Finding judge(String id, String text) {
        if (released.contains(id)) {
            return Finding.kept(personal.replace(text, personal.find(text)), true);
        }
        int copy = id.indexOf(DocumentId.OCCURRENCE_SEPARATOR);
        if (findsCopies && copy >= 0) {
            double occurrence = Double.parseDouble(id.substring(copy + 1));
            return Finding.broken(text, Rules.EXACT_DUPLICATE, occurrence, 1.0, null);
        }
        if (identifier == null) {
            return judge(text);
        }
        String language = identifier.identify(text);
        Finding finding =
                languages.contains(language) ? judge(text) : Finding.broken(text, Rules.LANGUAGE, null, null, language);
        return finding.in(language);
    }

    private Finding judge(String text) {
        String cleaned = rules.clean(text);
        var breach = rules.firstBreach(cleaned);
        if (breach.isPresent()) {
            return Finding.broken(
                    text,
                    breach.get().rule(),
                    breach.get().value(),
                    breach.get().limit(),
                    null);
        }
        int blocked = forbidden.words().count(cleaned);
        if (blocked > 0) {
            return Finding.broken(text, Rules.BLOCKED_WORDS, (double) blocked, 0.0, null);
        }
        List<Span> found = personal.find(cleaned);
        Span dropped = personal.firstForbidden(found);
        if (dropped != null) {
            long count =
                    found.stream().filter(span -> span.kind() == dropped.kind()).count();
            return Finding.broken(text, Rules.pii(dropped.kind()), (double) count, 0.0, null);
        }
        Contamination.Overlap overlap = forbidden.sets().of(text);
        if (overlap != null) {
            return Finding.broken(text, Rules.CONTAMINATED, (double) overlap.sequences(), 0.0, overlap.set());
        }
        return Finding.kept(personal.replace(cleaned, found), false);
    }

    /** Returns how {@code text} begins, with its personal data replaced; null if some must not be kept at all. */
    String excerpt(String text) {
        // Longer than shown, so that no personal data is cut in two where the excerpt ends.
        String beginning = Excerpts.beginning(text, 2 * Excerpts.LENGTH);
        List<Span> found = personal.find(beginning);
        return personal.firstForbidden(found) != null
                ? null
                : Excerpts.beginning(personal.replace(beginning, found).text(), Excerpts.LENGTH);
    }
}
