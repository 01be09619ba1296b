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
 * One number of a table, and whether a gate lets it pass.
 *
 * @param name of the table
 * @param table the table
 * @param row one of its rows; the first column says which
 * @param column its column
 */
record TableCell(String name, SmallTable table, Row row, String column) {
    /** How many standard errors chance may explain. */
    private static final double CHANCE = 3;

    /** The filled cells of {@code column}; none when there is no such table. */
    static Stream<TableCell> of(Map<String, SmallTable> tables, String name, String column) {
        return tables.containsKey(name) ? of(name, tables.get(name), column) : Stream.empty();
    }

    private static Stream<TableCell> of(String name, SmallTable table, String column) {
        return table.rows().stream()
                .filter(row -> table.value(row, column) != null)
                .map(row -> new TableCell(name, table, row, column));
    }

    /** A number that stands in no table: what was worked out from the table {@code name}. */
    static TableCell of(String name, String rowName, String column, double value) {
        var schema = new StructType().add("row", DataTypes.StringType).add(column, DataTypes.DoubleType);
        Row row = RowFactory.create(rowName, value);
        return new TableCell(name, new SmallTable(schema, List.of(row)), row, column);
    }

    /** How far a share of {@code expected} may be off in a sample of {@code size}. */
    static double chance(double expected, double size) {
        return size == 0 ? 1 : CHANCE * Math.sqrt(expected * (1 - expected) / size);
    }

    /** How far the area under the curve of a useless score may be off 1/2 (Mann-Whitney). */
    static double chanceOfArea(double positives, double negatives) {
        return CHANCE * Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));
    }

    String rowName() {
        return row.getString(0);
    }

    double value() {
        return number(column);
    }

    /** The number beside this one in {@code other}. */
    double number(String other) {
        return ((Number) table.value(row, other)).doubleValue();
    }

    /** A breach when the value is more than {@code limit}, and more than {@code chance} above it. */
    Stream<Breach> atMost(double limit, double chance, String key) {
        return value() <= limit + chance ? Stream.empty() : breach("at most", limit, chance, key);
    }

    /** A breach when the value is less than {@code limit}, and more than {@code chance} below it. */
    Stream<Breach> atLeast(double limit, double chance, String key) {
        return value() >= limit - chance ? Stream.empty() : breach("at least", limit, chance, key);
    }

    /** A breach when the value is more than {@code tolerance} and {@code chance} away from {@code expected}. */
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
