package cloze.curate.personal;

import cloze.config.curate.PersonalDataConfig;
import cloze.config.curate.PersonalDataConfig.Action;
import cloze.config.curate.PersonalDataConfig.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds personal data in a text, and replaces it. Thread-safe. */
public final class PersonalData {
    private final PersonalDataConfig config;
    private final Map<Kind, String> replacements;

    /** @param replacements text that takes the place of each kind */
    public PersonalData(PersonalDataConfig config, Map<Kind, String> replacements) {
        this.config = config;
        this.replacements = new EnumMap<>(replacements);
    }

    /**
     * A text whose personal data is replaced.
     *
     * @param text what is left
     * @param replaced number of replaced stretches by kind; no entry for none
     */
    public record Replaced(String text, Map<Kind, Integer> replaced) {}

    /**
     * Returns what is not kept of {@code text}, in its order and without overlaps. Where two kinds overlap, the one that
     * begins earlier counts; of those that begin together, the first in the order of the kinds.
     */
    public List<Span> find(String text) {
        Map<Integer, Span> found = new TreeMap<>();
        Consumer<Span> add = span ->
                found.merge(span.start(), span, (one, other) -> one.kind().compareTo(other.kind()) <= 0 ? one : other);
        if (isSought(Kind.EMAIL)) {
            EmailAddresses.find(text, add);
        }
        boolean hasDigits = text.chars().anyMatch(c -> c >= '0' && c <= '9');
        if (hasDigits && isSought(Kind.IBAN)) {
            Ibans.find(text, add);
        }
        if (hasDigits && isSought(Kind.CARD)) {
            CardNumbers.find(text, add);
        }
        if (hasDigits && isSought(Kind.IP_ADDRESS)) {
            IpAddresses.find(text, add);
        }
        if (hasDigits && isSought(Kind.PHONE)) {
            PhoneNumbers.find(text, add);
        }
        List<Span> apart = new ArrayList<>();
        int behind = 0;
        for (Span span : found.values()) {
            if (span.start() >= behind) {
                apart.add(span);
                behind = span.end();
            }
        }
        return apart;
    }

    private boolean isSought(Kind kind) {
        return config.action(kind) != Action.KEEP;
    }

    /** Returns the first span of a kind that no document may have; null if there is none. */
    public Span firstForbidden(List<Span> found) {
        return found.stream()
                .filter(span -> config.action(span.kind()) == Action.DROP)
                .min(Comparator.comparing(Span::kind))
                .orElse(null);
    }

    /** Replaces what {@link #find} found in {@code text}. */
    public Replaced replace(String text, List<Span> found) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        if (found.isEmpty()) {
            return new Replaced(text, counts);
        }
        var left = new StringBuilder();
        int behind = 0;
        for (Span span : found) {
            if (config.action(span.kind()) == Action.REPLACE) {
                left.append(text, behind, span.start()).append(replacements.get(span.kind()));
                behind = span.end();
                counts.merge(span.kind(), 1, Integer::sum);
            }
        }
        return new Replaced(left.append(text, behind, text.length()).toString(), counts);
    }
}
