package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.Map;

/**
 * What occurs more than once, within a split and across the splits.
 *
 * @param quality the quality tables by name
 */
record RepeatsSection(Map<String, SmallTable> quality) implements Section {
    @Override
    public Page addTo(Page page) {
        if (!quality.containsKey("duplicates")) {
            return page;
        }
        return page.heading("Repeats and leaks")
                .paragraph(
                        "What training has seen before it is validated makes a model look better than it is. Documents of equal text are in one split by construction.")
                .table("Documents and sentences that repeat an earlier one of their split.", quality.get("duplicates"))
                .table("Held-out text that training has seen.", quality.get("leaks"));
    }
}
