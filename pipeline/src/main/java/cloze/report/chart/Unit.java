package cloze.report.chart;

import java.util.Locale;

/** What the numbers along an axis are. */
public enum Unit {
    /** Shares of one, shown as percent. */
    PERCENT(100, " %"),
    /** Differences of shares, shown as percentage points with their sign. */
    POINTS(100, ""),
    /** Numbers as they are: steps, nats. */
    NUMBER(1, "");

    private static final double ROUNDING = 1e-9;

    private final double factor;
    private final String suffix;

    Unit(double factor, String suffix) {
        this.factor = factor;
        this.suffix = suffix;
    }

    /** A round number at an axis, with as many decimals as it needs. */
    String tick(double value) {
        double shown = value * factor;
        boolean whole = Math.abs(shown - Math.rint(shown)) < ROUNDING * Math.max(1, Math.abs(shown));
        String format = this == POINTS && Math.abs(shown) > ROUNDING ? "%+,." : "%,.";
        return String.format(Locale.ROOT, format + (whole ? "0f" : "1f"), shown) + suffix;
    }
}
