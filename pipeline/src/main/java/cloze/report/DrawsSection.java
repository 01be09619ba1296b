package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.Map;

/**
 * Next-sentence pairs and masks, beside the rules of the reference implementation.
 *
 * @param quality the quality tables by name
 */
record DrawsSection(Map<String, SmallTable> quality) implements Section {
    /** The largest difference, in standard errors, that chance explains in a table of some dozen rows. */
    private static final double BY_CHANCE = 4;

    @Override
    public Page addTo(Page page) {
        if (!quality.containsKey("pairs")) {
            return page;
        }
        return page.heading("Pairs and masks")
                .table(
                        "Pairs of sentences, and the share of those whose second sentence is random.",
                        quality.get("pairs"))
                .table("Masked positions and what replaces them.", quality.get("masks"))
                .paragraph(verdict())
                .table("Each draw beside the rule that google-research/bert follows.", beside());
    }

    private String verdict() {
        long beyond = RowSelection.of(quality.get("distribution")).each().stream()
                .filter(row -> Math.abs(row.number("z")) > BY_CHANCE)
                .count();
        String measured = beyond == 0
                ? "All measured shares agree with the rules of the reference"
                : "%d measured share(s) differ from the rules of the reference by more than chance explains"
                        .formatted(beyond);
        return measured
                + ": z is the difference in standard errors, and |z| is above 4 once in 16,000 rows by chance. A pair from a chunk of one sentence is always random, so the share of random pairs is above one half.";
    }

    private SmallTable beside() {
        var table = new WordTable("split", "event", "among", "trials", "measured", "reference", "z");
        for (RowSelection row : RowSelection.of(quality.get("distribution")).each()) {
            table.add(
                    row.text("split"),
                    row.text("event"),
                    row.text("among"),
                    row.text("trials"),
                    NumberText.percent(row.number("measured")),
                    NumberText.percent(row.number("expected")),
                    NumberText.decimal(row.number("z")));
        }
        return table.table();
    }
}
