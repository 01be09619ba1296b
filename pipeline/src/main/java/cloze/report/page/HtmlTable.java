package cloze.report.page;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** An HTML table whose first column names the rows. On a narrow screen it scrolls by itself. */
final class HtmlTable {
    /** Longer cells, in letters, may break into lines. */
    private static final int PROSE = 40;

    private final String caption;
    private final SmallTable table;

    HtmlTable(Block.Table block) {
        caption = block.caption();
        table = block.table();
    }

    Markup markup() {
        Markup written = Markup.of("table");
        if (!caption.isEmpty()) {
            written = written.holding(
                    Markup.of("caption").holding(Markup.of("span").text(caption)));
        }
        written = written.holding(
                Markup.of("thead").holding(header()),
                Markup.of("tbody").holding(table.rows().stream().map(this::row).toList()));
        // Reachable with the tab key, so that it can be scrolled without a mouse.
        return Markup.of("div")
                .with("class", "scroll")
                .with("role", "region")
                .with("aria-label", caption.isEmpty() ? "Table" : caption)
                .with("tabindex", "0")
                .holding(written);
    }

    private Markup header() {
        List<Markup> cells = new ArrayList<>();
        for (int column = 0; column < table.schema().size(); column++) {
            String name = table.schema().fieldNames()[column].replace('_', ' ');
            cells.add(aligned(Markup.of("th").with("scope", "col"), column).text(name));
        }
        return Markup.of("tr").holding(cells);
    }

    private Markup row(Row row) {
        List<Markup> cells = new ArrayList<>();
        cells.add(aligned(Markup.of("th").with("scope", "row"), 0).text(SmallTable.shown(row.get(0))));
        for (int column = 1; column < row.size(); column++) {
            String text = SmallTable.shown(row.get(column));
            Markup cell =
                    text.length() > PROSE ? Markup.of("td").with("class", "prose") : aligned(Markup.of("td"), column);
            cells.add(cell.text(text));
        }
        return Markup.of("tr").holding(cells);
    }

    private Markup aligned(Markup cell, int column) {
        return isNumeric(column) ? cell.with("class", "number") : cell;
    }

    /** Returns whether all cells of the column begin with a number; signs, units and intervals are allowed. */
    private boolean isNumeric(int column) {
        return IntStream.range(0, table.rows().size())
                .mapToObj(i -> SmallTable.shown(table.rows().get(i).get(column)))
                .filter(cell -> !cell.isEmpty())
                .allMatch(cell -> cell.matches("[-+\u2212]?[0-9].*"));
    }
}
