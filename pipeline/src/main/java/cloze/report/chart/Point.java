package cloze.report.chart;

/**
 * A value with its spread.
 *
 * @param x where it was measured
 * @param y the value
 * @param low lower end of its spread; the value itself where none is known
 * @param high upper end
 */
public record Point(double x, double y, double low, double high) {
    /** A value whose spread is not known. */
    public static Point of(double x, double y) {
        return new Point(x, y, y, y);
    }

    boolean isSpread() {
        return high > low;
    }
}
