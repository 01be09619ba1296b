package cloze.quality;

import cloze.config.GatesConfig;
import java.util.Locale;

/**
 * A table that says what a gate does not allow.
 *
 * @param table name of the table
 * @param row which of its rows
 * @param column which of its columns
 * @param found what stands there
 * @param allowed what might
 * @param key the gate, below examples.gates
 */
public record Breach(String table, String row, String column, double found, String allowed, String key) {
    /** One line: where, found, expected, and the key that decides. */
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
