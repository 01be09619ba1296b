package cloze.prepare;

import cloze.artifact.PreparedQuality;
import cloze.config.ExamplesConfig;
import cloze.quality.Breach;
import cloze.quality.Gates;
import cloze.run.Refusal;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares the quality tables of examples with the gates. */
public final class QualityGates {
    private QualityGates() {}

    /** Returns why the gates of {@code examples} refuse examples with {@code tables}; empty if they accept them. */
    public static Optional<Refusal> refusal(ExamplesConfig examples, Map<String, SmallTable> tables) {
        List<Breach> breaches = new Gates(examples).breaches(tables);
        return breaches.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "The examples breach %d quality gate(s):%n%s%nRepair the corpus, or relax the limits with the keys shown"
                                .formatted(
                                        breaches.size(),
                                        breaches.stream()
                                                .map(breach -> "  - " + breach)
                                                .collect(Collectors.joining(System.lineSeparator()))),
                        PreparedQuality.TABLES));
    }
}
