package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Coordinate;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * The position of the plot within a drawing, in pixels.
 *
 * @param left left edge of the plot
 * @param top top edge of the plot
 * @param right right edge of the plot, measured from the left
 * @param bottom bottom edge of the plot, measured from the top
 */
record PlotFrame(double left, double top, double right, double bottom) {
    /** Width of every drawing, narrow enough to stay legible on a phone. */
    static final int WIDTH = 400;

    private static final int BELOW = 46;

    /** Wraps {@code shapes} in an svg element with an accessible title and description. */
    Markup svg(String id, String title, String description, List<Markup> shapes) {
        return Markup.of("svg")
                .with("viewBox", "0 0 %d %s".formatted(WIDTH, Coordinate.text(bottom + BELOW)))
                .with("role", "img")
                .with("aria-labelledby", id + "-title " + id + "-description")
                .holding(
                        Markup.of("title").with("id", id + "-title").text(title),
                        Markup.of("desc").with("id", id + "-description").text(description))
                .holding(shapes);
    }

    double x(Axis axis, double value) {
        return axis.place(value, left, right);
    }

    double y(Axis axis, double value) {
        return axis.place(value, bottom, top);
    }

    /** Draws tick marks and label of the horizontal axis, with a vertical grid line at each tick mark. */
    List<Markup> across(Axis axis) {
        List<Markup> shapes = new ArrayList<>();
        axis.marks().forEach(mark -> {
            double x = x(axis, mark);
            shapes.add(Draw.line("grid", x, top, x, bottom));
            shapes.add(Markup.of("g")
                    .with("class", "axis")
                    .holding(Draw.text(axis.unit().tick(mark), x, bottom + 14, Anchor.MIDDLE)));
        });
        shapes.add(Draw.text(axis.label(), (left + right) / 2, bottom + 35, Anchor.MIDDLE)
                .with("class", "axis-label"));
        return shapes;
    }

    /** Draws tick marks of the vertical axis, with a horizontal grid line at each. */
    List<Markup> upwards(Axis axis) {
        List<Markup> shapes = new ArrayList<>();
        axis.marks().forEach(mark -> {
            double y = y(axis, mark);
            shapes.add(Draw.line("grid", left, y, right, y));
            shapes.add(Markup.of("g")
                    .with("class", "axis")
                    .holding(Draw.text(axis.unit().tick(mark), left - 8, y, Anchor.END)));
        });
        return shapes;
    }
}
