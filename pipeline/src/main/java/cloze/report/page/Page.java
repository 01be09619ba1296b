package cloze.report.page;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;

/** The content of a report in order, independent of the output format. Immutable; each addition returns a new page. */
public final class Page {
    private final String title;
    private final List<Block> blocks;

    private Page(String title, List<Block> blocks) {
        this.title = title;
        this.blocks = List.copyOf(blocks);
    }

    public static Page titled(String title) {
        return new Page(title, List.of());
    }

    public Page heading(String heading) {
        return with(new Block.Heading(heading));
    }

    public Page paragraph(String text) {
        return with(new Block.Paragraph(text));
    }

    /** Adds a table without a caption; the preceding text must explain it. */
    public Page table(SmallTable table) {
        return table("", table);
    }

    public Page table(String caption, SmallTable table) {
        return with(new Block.Table(caption, table));
    }

    /** Adds related drawings. */
    public Page figures(List<? extends Figure> figures) {
        return with(new Block.Figures(figures));
    }

    /** Adds links in one line; adds nothing if there are none. */
    public Page links(List<Link> links) {
        return links.isEmpty() ? this : with(new Block.Links(links));
    }

    public Page code(String lines) {
        return with(new Block.Code(lines));
    }

    private Page with(Block block) {
        List<Block> longer = new ArrayList<>(blocks);
        longer.add(block);
        return new Page(title, longer);
    }

    String title() {
        return title;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Formats the page for a terminal or a repository, with aligned tables and described drawings. */
    public String markdown() {
        return new MarkdownForm(this).text();
    }

    /** Formats the page for a browser, as one self-contained file. */
    public String html() {
        return new HtmlForm(this).text();
    }
}
