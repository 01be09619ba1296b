package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.Map;

/**
 * Quality of the examples.
 *
 * @param tables the quality tables by name
 */
record QualitySection(Map<String, SmallTable> tables) implements Section {
    /** The caption of each table. */
    private static final Map<String, String> CAPTIONS = Map.of(
            "documents", "Documents and their tokens.",
            "pairs", "Pairs of sentences, and the share of those whose second sentence is random.",
            "masks", "Masked positions and what replaces them.",
            "shortcuts",
                    "How well next and random pairs can be told apart without reading them: area under the ROC curve, where 0.5 means not at all.",
            "leaks", "Held-out text that training has seen.");

    @Override
    public Page addTo(Page page) {
        if (tables.isEmpty()) {
            return page;
        }
        Page begun = page.heading("The data")
                .paragraph("From the quality tables of prepare; prepared/quality has more of them.");
        for (Map.Entry<String, SmallTable> table : tables.entrySet()) {
            begun = begun.table(CAPTIONS.getOrDefault(table.getKey(), table.getKey()), table.getValue());
        }
        return begun;
    }
}
