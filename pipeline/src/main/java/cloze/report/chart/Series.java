package cloze.report.chart;

import java.util.List;

/**
 * The points of one line or one kind of dot.
 *
 * @param name its label
 * @param look index of its style; the same subject has the same style in every drawing
 * @param points by ascending x
 */
public record Series(String name, int look, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }
}
