package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;

/**
 * What was read: documents, sentences and pieces, and rows that are no documents.
 *
 * @param quality the quality tables by name
 * @param rejected rows by reason
 */
record CorpusSection(Map<String, SmallTable> quality, SmallTable rejected) implements Section {
    @Override
    public Page addTo(Page page) {
        Page begun = page.heading("What came in");
        SmallTable documents = quality.get("documents");
        if (documents != null) {
            begun = begun.paragraph(
                            "Documents by split, without those that were removed. Many pieces per word mean that the vocabulary knows few of the words; [UNK] stands for what it cannot spell.")
                    .table(documents);
        }
        List<RowSelection> lost = RowSelection.of(rejected).each().stream()
                .filter(row -> row.number("rows") > 0)
                .toList();
        if (lost.isEmpty()) {
            return begun.paragraph("Every row was a document.");
        }
        var table = new WordTable("reason", "rows");
        lost.forEach(row -> table.add(row.text("reason").replace('_', ' '), row.text("rows")));
        return begun.table("Rows that were no documents, by reason.", table.table());
    }
}
