package cloze.report.chart;

/**
 * A value with its spread.
 *
 * @param x position
 * @param y the value
 * @param low lower end of the spread; {@code y} if unknown
 * @param high upper end of the spread; {@code y} if unknown
 */
public record Point(double x, double y, double low, double high) {
    /** Creates a value with unknown spread. */
    public static Point of(double x, double y) {
        return new Point(x, y, y, y);
    }

    boolean isSpread() {
        return high > low;
    }
}
