package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Figure;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart with one row per name, showing values with their intervals where these are known.
 *
 * @param title short title
 * @param description the chart's content in a sentence or two, including its numbers
 * @param axis of the values
 * @param rows names of the rows, from the top
 * @param series the values; a point's x is the index of its row. A legend names them if there are several
 * @param levels reference values
 */
public record DotChart(
        String title, String description, Axis axis, List<String> rows, List<Series> series, List<Level> levels)
        implements Figure {
    private static final double ROW = 27;

    /** Distance from the middle of a row to the dot of its first series, if there are several. */
    private static final double SPREAD = 7;

    public DotChart {
        rows = List.copyOf(rows);
        series = List.copyOf(series);
        levels = List.copyOf(levels);
    }

    @Override
    public Markup svg(String id) {
        double names = rows.stream().mapToDouble(Draw::width).max().orElse(0);
        Legend legend = new Legend(series);
        double top = legend.height() + (levels.isEmpty() ? 4 : 20);
        var frame = new PlotFrame(names + 14, top, PlotFrame.WIDTH - 22, top + ROW * rows.size());
        List<Markup> shapes = new ArrayList<>(legend.shapes());
        shapes.addAll(frame.across(axis));
        for (int i = 0; i < rows.size(); i++) {
            shapes.add(Draw.text(rows.get(i), frame.left() - 10, middle(i, frame), Anchor.END));
        }
        for (Level level : levels) {
            double x = frame.x(axis, level.value());
            shapes.add(Draw.line("level", x, frame.top(), x, frame.bottom()));
            shapes.add(Draw.text(level.name(), x, frame.top() - 9, anchor(x, frame)));
        }
        for (int i = 0; i < series.size(); i++) {
            double shift = series.size() == 1 ? 0 : SPREAD * (2.0 * i / (series.size() - 1) - 1);
            for (Point point : series.get(i).points()) {
                shapes.addAll(dot(series.get(i), point, middle((int) point.x(), frame) + shift, frame));
            }
        }
        return frame.svg(id, title, description, shapes);
    }

    private static double middle(int row, PlotFrame frame) {
        return frame.top() + ROW * (row + 0.5);
    }

    /** Anchors a name near an edge so that it extends away from it. */
    private static Anchor anchor(double x, PlotFrame frame) {
        double share = (x - frame.left()) / (frame.right() - frame.left());
        if (share > 0.8) {
            return Anchor.END;
        }
        return share < 0.2 ? Anchor.START : Anchor.MIDDLE;
    }

    private List<Markup> dot(Series of, Point point, double y, PlotFrame frame) {
        SeriesStyle look = SeriesStyle.of(of.look());
        List<Markup> shapes = new ArrayList<>();
        if (point.isSpread()) {
            Markup whisker = Draw.line("", frame.x(axis, point.low()), y, frame.x(axis, point.high()), y);
            shapes.add(look.coloured(whisker, "whisker"));
        }
        shapes.add(look.marker(frame.x(axis, point.y()), y));
        return shapes;
    }
}
