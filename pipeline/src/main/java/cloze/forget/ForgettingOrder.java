package cloze.forget;

import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for a request to forget.
 *
 * @param requested the ids
 * @param found the documents that they name
 * @param plan the nights that are replayed
 * @param cost examples that go or change
 */
record ForgettingOrder(RequestedIds requested, FoundDocuments found, ReplayPlan plan, Cost cost) {
    private static final int DIGITS = 16;

    /** Names the order by what it changes and by what: a killed one that is given again goes on with its work. */
    String id() {
        List<String> parts = new ArrayList<>(plan.kept());
        parts.addAll(plan.names());
        parts.addAll(found.hashes());
        parts.add(CodeVersion.current().toString());
        return Fingerprint.of(parts).substring(0, DIGITS);
    }

    /** Returns how much is forgotten, for messages. */
    String counted() {
        return "%d document(s) with %d text(s), named by %d of %d id(s)"
                .formatted(
                        found.documents(),
                        found.hashes().size(),
                        found.texts().size(),
                        requested.ids().size());
    }

    /** Returns a sentence on the ids that name nothing. */
    Optional<String> unknown() {
        return found.unknown().isEmpty()
                ? Optional.empty()
                : Optional.of("%d id(s) name no document of the registry: %s"
                        .formatted(found.unknown().size(), RequestedIds.shown(found.unknown())));
    }

    /** Returns what the order would do and cost, in sentences. */
    List<String> forecast() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Would forget " + counted());
        unknown().ifPresent(lines::add);
        lines.add("Would remove %d example(s), and draw another partner for at least %d"
                .formatted(cost.examples(), cost.partners()));
        lines.add("Would replay %d night(s), from that of version %d on, starting from %s, and replace %s"
                .formatted(
                        plan.nights().size(),
                        plan.from(),
                        plan.before().map(number -> "version " + number).orElse("scratch"),
                        plan.versions()));
        return lines;
    }
}
