package cloze.report;

import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;

/**
 * The report about a corpus and the examples made from it.
 *
 * @param title what the data is
 * @param quality the quality tables of the examples by name; empty if none were made
 * @param curation the tables of the removed documents by name; empty if no rule was on
 * @param rejected rows that are no documents, by reason
 * @param command the command that made the data
 * @param commit commit of the code that made it
 */
public record DataReport(
        String title,
        Map<String, SmallTable> quality,
        Map<String, SmallTable> curation,
        SmallTable rejected,
        String command,
        String commit) {
    public DataReport {
        quality = Map.copyOf(quality);
        curation = Map.copyOf(curation);
    }

    /** Returns the page, which follows the data from the rows that were read to the masks. */
    public Page page() {
        return Section.addAll(sections(), Page.titled(title));
    }

    private List<Section> sections() {
        return List.of(
                new CorpusSection(quality, rejected),
                new RemovedSection(curation),
                new RepeatsSection(quality),
                new LengthsSection(quality),
                new DrawsSection(quality),
                new ShortcutsSection(quality),
                RerunSection.ofData(command, commit));
    }
}
