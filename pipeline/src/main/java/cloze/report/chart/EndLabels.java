package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels to the right of a plot, each next to the end of its line, moved apart if they would overlap. */
final class EndLabels {
    private static final double GAP = 15;
    private static final double LEADER = 14;

    /**
     * A label.
     *
     * @param text the name
     * @param y height of the end of its line
     */
    private record Label(String text, double y) {}

    private final List<Label> labels = new ArrayList<>();

    void add(String text, double y) {
        labels.add(new Label(text, y));
    }

    /** Draws the labels to the right of {@code x}, between {@code top} and {@code bottom} if there is room. */
    List<Markup> shapes(double x, double top, double bottom) {
        List<Label> sorted =
                labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
        double[] places = places(sorted, top, bottom);
        List<Markup> shapes = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            String path = "M%sL%sL%s"
                    .formatted(
                            Draw.point(x + 4, sorted.get(i).y()),
                            Draw.point(x + 4 + LEADER / 2, places[i]),
                            Draw.point(x + 2 + LEADER, places[i]));
            shapes.add(Markup.of("path").with("class", "leader").with("d", path));
            shapes.add(Draw.text(sorted.get(i).text(), x + LEADER + 5, places[i], Anchor.START));
        }
        return shapes;
    }

    /**
     * First places labels from the top, each at its own height or just below the previous one; then moves those beyond
     * the bottom up.
     */
    private static double[] places(List<Label> sorted, double top, double bottom) {
        double[] places = new double[sorted.size()];
        double free = top;
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(free, sorted.get(i).y());
            free = places[i] + GAP;
        }
        double limit = bottom;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], limit);
            limit = places[i] - GAP;
        }
        return places;
    }
}
