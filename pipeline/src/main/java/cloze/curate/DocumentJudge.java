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
    private final Contamination contamination;
    private final Set<String> released;

    /**
     * @param replacements text that takes the place of each kind of personal data
     * @param released ids of the documents that no rule is applied to
     */
    DocumentJudge(
            CurateConfig config, Map<Kind, String> replacements, Contamination contamination, Set<String> released) {
        findsCopies = config.exactDuplicates();
        languages = config.languages().stream().map(LanguageIdentifier::code).collect(Collectors.toUnmodifiableSet());
        identifier = languages.isEmpty() ? null : new LanguageIdentifier();
        rules = new QualityRules(config.limits());
        personal = new PersonalData(config.pii(), replacements);
        this.contamination = contamination;
        this.released = released;
    }

    /**
     * What the rules say about a document.
     *
     * @param text the text after replacements
     * @param rule the first broken rule; null if there is none, and value, limit and detail with it
     * @param replaced number of replacements by kind
     */
    record Finding(
            String text,
            String rule,
            Double value,
            Double limit,
            String detail,
            boolean released,
            Map<Kind, Integer> replaced) {}

    Finding judge(String id, String text) {
        boolean isReleased = released.contains(id);
        int copy = id.indexOf(DocumentId.OCCURRENCE_SEPARATOR);
        if (findsCopies && copy >= 0 && !isReleased) {
            double occurrence = Double.parseDouble(id.substring(copy + 1));
            return new Finding(text, Rules.EXACT_DUPLICATE, occurrence, 1.0, null, false, Map.of());
        }
        String cleaned = isReleased ? text : rules.clean(text);
        List<Span> found = personal.find(cleaned);
        PersonalData.Replaced replaced = personal.replace(cleaned, found);
        if (isReleased) {
            return new Finding(replaced.text(), null, null, null, null, true, replaced.replaced());
        }
        if (identifier != null) {
            String language = identifier.identify(text);
            if (!languages.contains(language)) {
                return new Finding(text, Rules.LANGUAGE, null, null, language, false, Map.of());
            }
        }
        var breach = rules.firstBreach(cleaned);
        if (breach.isPresent()) {
            return new Finding(
                    text,
                    breach.get().rule(),
                    breach.get().value(),
                    breach.get().limit(),
                    null,
                    false,
                    Map.of());
        }
        Span forbidden = personal.firstForbidden(found);
        if (forbidden != null) {
            long count = found.stream()
                    .filter(span -> span.kind() == forbidden.kind())
                    .count();
            return new Finding(text, Rules.pii(forbidden.kind()), (double) count, 0.0, null, false, Map.of());
        }
        Contamination.Overlap overlap = contamination.of(text);
        if (overlap != null) {
            return new Finding(
                    text, Rules.CONTAMINATED, (double) overlap.sequences(), 0.0, overlap.set(), false, Map.of());
        }
        return new Finding(replaced.text(), null, null, null, null, false, replaced.replaced());
    }
}
