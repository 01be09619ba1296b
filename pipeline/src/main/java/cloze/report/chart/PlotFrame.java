package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Coordinate;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things are in a drawing.
 *
 * @param left of the plot, in pixels from the left
 * @param top of the plot
 * @param right of the plot, from the left
 * @param bottom of the plot, from the top
 */
record PlotFrame(double left, double top, double right, double bottom) {
    /** Of every drawing: small enough that its letters stay legible on a phone. */
    static final int WIDTH = 400;

    private static final int BELOW = 46;

    /** An svg element that names itself, around {@code shapes}. */
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

    /** Marks and name of the axis below, with a line upwards at each mark. */
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

    /** Marks of the axis at the left, with a line to the right at each mark. */
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
