package cloze.report;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * A selection of the rows of a table.
 *
 * @param table the table
 * @param rows the selected rows, in the order of the table
 */
public record RowSelection(SmallTable table, List<Row> rows) {
    public RowSelection {
        rows = List.copyOf(rows);
    }

    /** Returns all rows of {@code table}. */
    public static RowSelection of(SmallTable table) {
        return new RowSelection(table, table.rows());
    }

    /** Returns the rows with {@code value} in {@code column}. */
    RowSelection where(String column, Object value) {
        return new RowSelection(
                table,
                rows.stream()
                        .filter(row -> Objects.equals(table.value(row, column), value))
                        .toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns one selection per row. */
    public List<RowSelection> each() {
        return rows.stream().map(row -> new RowSelection(table, List.of(row))).toList();
    }

    /** Returns the distinct values of {@code column}, in the order of their first row. */
    List<String> distinct(String column) {
        return rows.stream()
                .map(row -> SmallTable.shown(table.value(row, column)))
                .distinct()
                .toList();
    }

    /** Returns the text in {@code column} of the first row; empty if there is none. */
    public String text(String column) {
        return rows.isEmpty() ? "" : SmallTable.shown(table.value(rows.get(0), column));
    }

    /** Returns the number in {@code column} of the first row; NaN if there is none. */
    public double number(String column) {
        return rows.isEmpty() ? Double.NaN : number(rows.get(0), column);
    }

    /** Returns the numbers in {@code column}; NaN for an empty cell. */
    double[] numbers(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).toArray();
    }

    /** Returns the mean of {@code column}; NaN if a value is missing. */
    double mean(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).average().orElse(Double.NaN);
    }

    private double number(Row row, String column) {
        return table.value(row, column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
