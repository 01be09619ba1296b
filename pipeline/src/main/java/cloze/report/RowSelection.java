package cloze.report;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;

/**
 * Some rows of a table.
 *
 * @param table the table
 * @param rows of it, in its order
 */
record RowSelection(SmallTable table, List<Row> rows) {
    RowSelection {
        rows = List.copyOf(rows);
    }

    static RowSelection of(SmallTable table) {
        return new RowSelection(table, table.rows());
    }

    /** Those rows that have {@code value} in {@code column}. */
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

    /** Each row by itself. */
    List<RowSelection> each() {
        return rows.stream().map(row -> new RowSelection(table, List.of(row))).toList();
    }

    /** What stands in {@code column}, each value once, in the order of the rows. */
    List<String> distinct(String column) {
        return rows.stream()
                .map(row -> SmallTable.shown(table.value(row, column)))
                .distinct()
                .toList();
    }

    /** The text in {@code column} of the first row; empty where there is none. */
    String text(String column) {
        return rows.isEmpty() ? "" : SmallTable.shown(table.value(rows.get(0), column));
    }

    /** The number in {@code column} of the first row; NaN where there is none. */
    double number(String column) {
        return rows.isEmpty() ? Double.NaN : number(rows.get(0), column);
    }

    /** The numbers in {@code column}; NaN for an empty cell. */
    double[] numbers(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).toArray();
    }

    /** Their mean; NaN where one is missing. */
    double mean(String column) {
        return rows.stream().mapToDouble(row -> number(row, column)).average().orElse(Double.NaN);
    }

    private double number(Row row, String column) {
        return table.value(row, column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
