package cloze.report.chart;

import cloze.report.page.Markup;
import java.util.List;

/** The style that distinguishes a series: a marker, a dash pattern and, additionally, a colour. */
enum SeriesStyle {
    CIRCLE("", "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z"),
    SQUARE("7 4", "M-3.6 -3.6H3.6V3.6H-3.6Z"),
    TRIANGLE("2 4", "M0 -4.6L4.4 3.2H-4.4Z"),
    DIAMOND("9 4 2 4", "M0 -5L5 0L0 5L-5 0Z"),
    CROSS("5 3 1 3 1 3", "M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6"),
    PLUS("12 4", "M-4.6 0H4.6M0 -4.6V4.6");

    private final String dash;
    private final String marker;

    SeriesStyle(String dash, String marker) {
        this.dash = dash;
        this.marker = marker;
    }

    /** Returns the style for {@code index}; the seventh repeats the first. */
    static SeriesStyle of(int index) {
        return values()[index % values().length];
    }

    /** Gives {@code shape} the colour of this style. */
    Markup coloured(Markup shape, String role) {
        return shape.with("class", role + " series-" + List.of(values()).indexOf(this));
    }

    /** Draws a line along {@code path}. */
    Markup line(String path) {
        Markup line = coloured(Markup.of("path"), "line").with("d", path);
        return dash.isEmpty() ? line : line.with("stroke-dasharray", dash);
    }

    Markup marker(double x, double y) {
        return coloured(Markup.of("path"), "marker").with("d", marker).with("transform", Draw.move(x, y));
    }
}
