package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;

/**
 * Upper bounds of the metrics, by the reader's knowledge.
 *
 * @param ceilings the upper bounds; no rows if they are unknown
 * @param obstacles the reasons why they are unknown
 */
public record CeilingsSection(SmallTable ceilings, List<String> obstacles) implements Section {
    @Override
    public Page addTo(Page page) {
        Page begun = page.heading("Ceilings");
        if (ceilings.rows().isEmpty()) {
            return begun.paragraph(
                    "Not known" + (obstacles.isEmpty() ? "." : ": " + String.join("; ", obstacles) + "."));
        }
        return begun.paragraph(
                        "What the best possible reader reaches on the held-out examples, from exact posteriors given the language and what the network sees. Empirical: counted on these very examples.")
                .table("Best possible figures, by what is read.", ceilings);
    }
}
