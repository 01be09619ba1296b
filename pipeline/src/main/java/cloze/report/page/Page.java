package cloze.report.page;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;

/** What a report says, in order, whatever it is written in. Immutable; each addition gives a new page. */
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

    /** Adds a table that the text before it explains. */
    public Page table(SmallTable table) {
        return table("", table);
    }

    public Page table(String caption, SmallTable table) {
        return with(new Block.Table(caption, table));
    }

    /** Adds drawings that belong together. */
    public Page figures(List<? extends Figure> figures) {
        return with(new Block.Figures(figures));
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

    /** For a terminal or a repository: tables aligned, drawings told in words. */
    public String markdown() {
        return new MarkdownForm(this).text();
    }

    /** For a browser: one file that needs nothing else. */
    public String html() {
        return new HtmlForm(this).text();
    }
}
