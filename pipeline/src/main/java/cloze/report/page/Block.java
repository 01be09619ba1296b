package cloze.report.page;

import cloze.table.SmallTable;
import java.util.List;

/** One piece of a page. */
sealed interface Block {
    /**
     * Begins a section.
     *
     * @param text plain
     */
    record Heading(String text) implements Block {}

    /**
     * A paragraph.
     *
     * @param text plain
     */
    record Paragraph(String text) implements Block {}

    /**
     * Rows and columns: numbers to the right, words to the left.
     *
     * @param caption what the table shows; empty where the text before it says so
     * @param table the cells
     */
    record Table(String caption, SmallTable table) implements Block {}

    /**
     * Drawings that belong together, side by side where there is room.
     *
     * @param figures the drawings
     */
    record Figures(List<? extends Figure> figures) implements Block {}

    /**
     * What is to be typed or read as it stands.
     *
     * @param lines one or more
     */
    record Code(String lines) implements Block {}
}
