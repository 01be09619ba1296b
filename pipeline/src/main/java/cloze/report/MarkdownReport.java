package cloze.report;

import cloze.dataset.SmallTable;
import java.util.ArrayList;
import java.util.List;

/** A page for a terminal or a repository: a title, paragraphs, tables. Immutable; each addition gives a new page. */
public final class MarkdownReport {
    private final List<String> blocks;

    private MarkdownReport(List<String> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    public static MarkdownReport titled(String title) {
        return new MarkdownReport(List.of("# " + title));
    }

    public MarkdownReport heading(String heading) {
        return with("## " + heading);
    }

    public MarkdownReport paragraph(String text) {
        return with(text);
    }

    public MarkdownReport table(SmallTable table) {
        return with(table.markdown().strip());
    }

    private MarkdownReport with(String block) {
        List<String> longer = new ArrayList<>(blocks);
        longer.add(block);
        return new MarkdownReport(longer);
    }

    /** The page. */
    public String text() {
        return String.join("\n\n", blocks) + "\n";
    }
}
