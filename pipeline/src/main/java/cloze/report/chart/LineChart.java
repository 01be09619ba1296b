package cloze.report.chart;

import cloze.report.page.Figure;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line chart with one line per series, and a band where values have a spread.
 *
 * @param title short title
 * @param description the chart's content in a sentence or two, including its numbers
 * @param across horizontal axis
 * @param upwards vertical axis, of the values
 * @param series one per line
 * @param levels reference values
 */
public record LineChart(
        String title, String description, Axis across, Axis upwards, List<Series> series, List<Level> levels)
        implements Figure {
    private static final int HEIGHT = 235;

    /** Maximum number of markers per line; more would hide its dashes. */
    private static final int MARKERS = 8;

    public LineChart {
        series = List.copyOf(series);
        levels = List.copyOf(levels);
    }

    @Override
    public Markup svg(String id) {
        double names = Stream.concat(
                        series.stream().map(Series::name), levels.stream().map(Level::name))
                .mapToDouble(Draw::width)
                .max()
                .orElse(0);
        var frame = new PlotFrame(48, 10, PlotFrame.WIDTH - names - 22, HEIGHT);
        var labels = new EndLabels();
        List<Markup> shapes = new ArrayList<>(frame.upwards(upwards));
        shapes.addAll(frame.across(across));
        for (Level level : levels) {
            double y = frame.y(upwards, level.value());
            shapes.add(Draw.line("level", frame.left(), y, frame.right(), y));
            labels.add(level.name(), y);
        }
        for (Series line : series) {
            shapes.addAll(shapes(line, frame));
            Point last = line.points().get(line.points().size() - 1);
            labels.add(line.name(), frame.y(upwards, last.y()));
        }
        shapes.addAll(labels.shapes(frame.right(), frame.top(), frame.bottom()));
        return frame.svg(id, title, description, shapes);
    }

    private List<Markup> shapes(Series line, PlotFrame frame) {
        SeriesStyle look = SeriesStyle.of(line.look());
        List<Point> points = line.points();
        List<Markup> shapes = new ArrayList<>();
        if (points.stream().anyMatch(Point::isSpread)) {
            shapes.add(look.coloured(Markup.of("path"), "band").with("d", band(points, frame)));
        }
        shapes.add(look.line("M"
                + points.stream()
                        .map(point -> Draw.point(frame.x(across, point.x()), frame.y(upwards, point.y())))
                        .collect(Collectors.joining("L"))));
        int every = Math.max(1, (points.size() + MARKERS - 1) / MARKERS);
        for (int i = points.size() - 1; i >= 0; i -= every) {
            shapes.add(look.marker(
                    frame.x(across, points.get(i).x()),
                    frame.y(upwards, points.get(i).y())));
        }
        return shapes;
    }

    private String band(List<Point> points, PlotFrame frame) {
        List<String> outline = new ArrayList<>();
        for (Point point : points) {
            outline.add(Draw.point(frame.x(across, point.x()), frame.y(upwards, point.high())));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            outline.add(Draw.point(frame.x(across, point.x()), frame.y(upwards, point.low())));
        }
        return "M" + String.join("L", outline) + "Z";
    }
}
