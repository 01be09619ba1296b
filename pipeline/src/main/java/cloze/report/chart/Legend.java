package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * A legend above a drawing that names each marker; empty for a single series.
 *
 * @param series in the order of the legend
 */
record Legend(List<Series> series) {
    private static final double LINE = 18;
    private static final double MARKER = 14;
    private static final double GAP = 18;

    double height() {
        return lines() * LINE;
    }

    private int lines() {
        return series.size() < 2 ? 0 : place(series.size()).line() + 1;
    }

    /**
     * @param x left edge of an entry
     * @param line line of the legend, from 0
     */
    private record Place(double x, int line) {}

    /** Returns the place of entry {@code index}; for the number of entries, the end of the last one. */
    private Place place(int index) {
        double x = 0;
        int line = 0;
        for (int i = 0; i <= Math.min(index, series.size() - 1); i++) {
            double width = width(i);
            if (x > 0 && x + width > PlotFrame.WIDTH) {
                x = 0;
                line++;
            }
            if (i < index) {
                x += width + GAP;
            }
        }
        return new Place(x, line);
    }

    private double width(int index) {
        return MARKER + Draw.width(series.get(index).name());
    }

    List<Markup> shapes() {
        List<Markup> shapes = new ArrayList<>();
        if (series.size() < 2) {
            return shapes;
        }
        for (int i = 0; i < series.size(); i++) {
            Place place = place(i);
            double y = place.line() * LINE + LINE / 2;
            shapes.add(SeriesStyle.of(series.get(i).look()).marker(place.x() + 6, y));
            shapes.add(Draw.text(series.get(i).name(), place.x() + MARKER, y, Anchor.START));
        }
        return shapes;
    }
}
