package cloze.report.chart;

import cloze.report.page.Coordinate;
import cloze.report.page.Markup;

/** Basic shapes of the drawings. */
final class Draw {
    /** Which end of a text lies at the given point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private Draw() {}

    static Markup line(String role, double x1, double y1, double x2, double y2) {
        return Markup.of("line")
                .with("class", role)
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    /** Draws {@code text}, vertically centred at {@code y}. */
    static Markup text(String text, double x, double y, Anchor anchor) {
        return Markup.of("text")
                .with("x", x)
                .with("y", y)
                .with("dy", "0.35em")
                .with("text-anchor", anchor.name().toLowerCase(java.util.Locale.ROOT))
                .text(text);
    }

    static String move(double x, double y) {
        return "translate(" + Coordinate.text(x) + " " + Coordinate.text(y) + ")";
    }

    static String point(double x, double y) {
        return Coordinate.text(x) + " " + Coordinate.text(y);
    }

    /** Estimates the width of {@code text} in the drawings' font. */
    static double width(String text) {
        return 7.5 * text.length();
    }
}
