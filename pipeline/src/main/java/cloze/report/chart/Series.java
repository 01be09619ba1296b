package cloze.report.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name as its end is labelled
 * @param look number of its look, the same for what it stands for in every drawing
 * @param points by rising x
 */
public record Series(String name, int look, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }
}
