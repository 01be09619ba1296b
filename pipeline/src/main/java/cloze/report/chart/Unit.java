package cloze.report.chart;

import java.util.Locale;

/** The unit of the numbers along an axis. */
public enum Unit {
    /** Shares of one, shown in percent. */
    PERCENT(100, " %"),
    /** Differences of shares, shown in percentage points with a sign. */
    POINTS(100, ""),
    /** Plain numbers, such as steps or nats. */
    NUMBER(1, "");

    private static final double ROUNDING = 1e-9;

    private final double factor;
    private final String suffix;

    Unit(double factor, String suffix) {
        this.factor = factor;
        this.suffix = suffix;
    }

    /** Formats the number of a tick mark with as many decimals as it needs. */
    String tick(double value) {
        double shown = value * factor;
        boolean whole = Math.abs(shown - Math.rint(shown)) < ROUNDING * Math.max(1, Math.abs(shown));
        String format = this == POINTS && Math.abs(shown) > ROUNDING ? "%+,." : "%,.";
        return String.format(Locale.ROOT, format + (whole ? "0f" : "1f"), shown) + suffix;
    }
}
