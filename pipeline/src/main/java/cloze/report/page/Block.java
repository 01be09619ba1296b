package cloze.report.page;

import cloze.table.SmallTable;
import java.util.List;

/** One element of a page. */
sealed interface Block {
    /**
     * The heading of a section.
     *
     * @param text plain text
     */
    record Heading(String text) implements Block {}

    /**
     * A paragraph.
     *
     * @param text plain text
     */
    record Paragraph(String text) implements Block {}

    /**
     * A table with numbers aligned right and words aligned left.
     *
     * @param caption what the table shows; empty if the preceding text says so
     * @param table the cells
     */
    record Table(String caption, SmallTable table) implements Block {}

    /**
     * Related drawings, side by side if there is room.
     *
     * @param figures the drawings
     */
    record Figures(List<? extends Figure> figures) implements Block {}

    /**
     * Preformatted text, such as a command.
     *
     * @param lines one or more lines
     */
    record Code(String lines) implements Block {}

    /**
     * Links in one line.
     *
     * @param links the links, at least one
     */
    record Links(List<Link> links) implements Block {}
}
