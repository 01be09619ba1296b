package cloze.report.registry;

import cloze.report.RowSelection;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row of a registry's runs table.
 *
 * @param number number of the night, from 1
 * @param row its row
 */
record RegistryNight(int number, RowSelection row) {
    private static final int DATE_AND_MINUTE = "2026-01-01T02:00".length();

    static List<RegistryNight> of(SmallTable runs) {
        List<RegistryNight> nights = new ArrayList<>();
        for (RowSelection row : RowSelection.of(runs).each()) {
            nights.add(new RegistryNight(nights.size() + 1, row));
        }
        return nights;
    }

    static List<RegistryNight> newestFirst(List<RegistryNight> nights) {
        List<RegistryNight> reversed = new ArrayList<>(nights);
        Collections.reverse(reversed);
        return reversed;
    }

    String text(String column) {
        return row.text(column);
    }

    /** Returns a measure; NaN if the night has none. */
    double number(String column) {
        return row.number(column);
    }

    String champion() {
        return text("champion");
    }

    String reason() {
        return text("reason");
    }

    /** Returns the outcome as the last line of the run says it. */
    String outcome() {
        String outcome = text("outcome");
        return switch (outcome) {
            case "promoted" -> "promoted version " + text("version");
            case "kept" -> "kept version " + text("champion_before");
            case "rolled back" -> "rolled back to version " + text("version");
            default -> outcome;
        };
    }

    boolean isFailed() {
        return text("outcome").equals("failed");
    }

    /** Returns whether champion and challenger were compared. */
    boolean isCompared() {
        return !Double.isNaN(number("gain"));
    }

    /** Returns when the night ended, to the minute, in UTC. */
    String finished() {
        String all = text("finished");
        return all.length() < DATE_AND_MINUTE
                ? all
                : all.substring(0, DATE_AND_MINUTE).replace('T', ' ');
    }
}
