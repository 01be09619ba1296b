package cloze.quality;

import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One number of a table, to be checked against a gate.
 *
 * @param name name of the table
 * @param table contains the row
 * @param row named by its first column
 * @param column name of the column
 */
record TableCell(String name, SmallTable table, Row row, String column) {
    /** Deviation attributed to chance, in standard errors. */
    private static final double CHANCE = 3;

    /** Returns the non-empty cells of {@code column}; none if the table is missing. */
    static Stream<TableCell> of(Map<String, SmallTable> tables, String name, String column) {
        return tables.containsKey(name) ? of(name, tables.get(name), column) : Stream.empty();
    }

    private static Stream<TableCell> of(String name, SmallTable table, String column) {
        return table.rows().stream()
                .filter(row -> table.value(row, column) != null)
                .map(row -> new TableCell(name, table, row, column));
    }

    /** Creates a cell for a number that was computed from the table {@code name}. */
    static TableCell of(String name, String rowName, String column, double value) {
        var schema = new StructType().add("row", DataTypes.StringType).add(column, DataTypes.DoubleType);
        Row row = RowFactory.create(rowName, value);
        return new TableCell(name, new SmallTable(schema, List.of(row)), row, column);
    }

    /** Returns how far a share may deviate by chance from {@code expected} in a sample of {@code size}. */
    static double chance(double expected, double size) {
        return size == 0 ? 1 : CHANCE * Math.sqrt(expected * (1 - expected) / size);
    }

    /**
     * Returns how far the area under the curve of an uninformative score may deviate from 1/2 by chance (Mann-Whitney).
     */
    static double chanceOfArea(double positives, double negatives) {
        return CHANCE * Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
    }

    String rowName() {
        return row.getString(0);
    }

    double value() {
        return number(column);
    }

    /** Returns the number in column {@code other} of the same row. */
    double number(String other) {
        return ((Number) table.value(row, other)).doubleValue();
    }

    /** Returns a breach if the value exceeds {@code limit} by more than {@code chance}. */
    Stream<Breach> atMost(double limit, double chance, String key) {
        return value() <= limit + chance ? Stream.empty() : breach("at most", limit, chance, key);
    }

    /** Returns a breach if the value is below {@code limit} by more than {@code chance}. */
    Stream<Breach> atLeast(double limit, double chance, String key) {
        return value() >= limit - chance ? Stream.empty() : breach("at least", limit, chance, key);
    }

    /**
     * Returns a breach if the value differs from {@code expected} by more than {@code tolerance} plus {@code chance}.
     */
    Stream<Breach> near(double expected, double tolerance, double chance, String key) {
        String about = "%s +/-".formatted(Breach.shown(expected));
        return Math.abs(value() - expected) <= tolerance + chance
                ? Stream.empty()
                : breach(about, tolerance, chance, key);
    }

    private Stream<Breach> breach(String relation, double limit, double chance, String key) {
        String allowed = "%s %s".formatted(relation, Breach.shown(limit));
        String byChance = chance > 0 ? ", and %s by chance".formatted(Breach.shown(chance)) : "";
        return Stream.of(new Breach(name, rowName(), column, value(), allowed + byChance, key));
    }
}
