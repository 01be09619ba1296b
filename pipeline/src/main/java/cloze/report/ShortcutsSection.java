package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.Map;

/**
 * What a reader of lengths and words alone learns about next-sentence labels.
 *
 * @param quality the quality tables by name
 */
record ShortcutsSection(Map<String, SmallTable> quality) implements Section {
    @Override
    public Page addTo(Page page) {
        if (!quality.containsKey("shortcuts")) {
            return page;
        }
        return page.heading("Shortcuts")
                .paragraph(
                        "How well next and random pairs can be told apart without reading them: area under the ROC curve, where 0.5 means not at all. Overlap of words is no flaw, because sentences of one document share words; lengths should tell nothing.")
                .table(quality.get("shortcuts"));
    }
}
