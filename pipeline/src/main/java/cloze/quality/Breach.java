package cloze.quality;

import cloze.config.GatesConfig;
import java.util.Locale;

/**
 * A value in a quality table that violates a gate.
 *
 * @param table name of the table
 * @param row name of the row
 * @param column name of the column
 * @param found the value in the table
 * @param allowed the permitted range, in words
 * @param key the gate's key below examples.gates
 */
public record Breach(String table, String row, String column, double found, String allowed, String key) {
    /** Returns one line: table, row and column, the value found, the permitted range, and the gate's key. */
    @Override
    public String toString() {
        return "%s, %s: %s = %s, allowed is %s (%s.%s)"
                .formatted(table, row, column, shown(found), allowed, GatesConfig.SECTION, key);
    }

    static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) > 1
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.4f", number);
    }
}
