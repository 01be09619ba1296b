package cloze.train.log;

import cloze.train.averaging.RoundTimes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of a round by phase, in seconds; {@link RoundTimes} defines the phases. NaN in a log that was written before
 * phases were measured.
 *
 * @param fitSeconds the busiest process fits
 * @param reduceSeconds end states are sent and combined
 * @param gatherSeconds tasks start, and workers receive the state that they start from
 * @param closeSeconds the driver receives the reports
 * @param stragglerSeconds part of {@code fitSeconds} in which the mean process waits for the busiest one
 */
public record PhaseSeconds(
        double fitSeconds, double reduceSeconds, double gatherSeconds, double closeSeconds, double stragglerSeconds) {
    /** The columns in order. */
    public static final List<String> COLUMNS =
            List.of("fit_seconds", "reduce_seconds", "gather_seconds", "close_seconds", "straggler_seconds");

    /** The phases of a round that nobody measured. */
    public static final PhaseSeconds UNKNOWN =
            new PhaseSeconds(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static PhaseSeconds of(RoundTimes times) {
        return new PhaseSeconds(times.fit(), times.reduce(), times.gather(), times.close(), times.straggler());
    }

    /** Returns the values by column, in the order of {@link #COLUMNS}. */
    public Map<String, Double> byColumn() {
        double[] values = {fitSeconds, reduceSeconds, gatherSeconds, closeSeconds, stragglerSeconds};
        Map<String, Double> byColumn = new LinkedHashMap<>();
        for (int column = 0; column < values.length; column++) {
            byColumn.put(COLUMNS.get(column), values[column]);
        }
        return byColumn;
    }
}
