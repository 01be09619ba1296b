package cloze.report.chart;

import cloze.report.chart.Draw.Anchor;
import cloze.report.page.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names at the right of a plot, each beside where its line ends, moved apart where they would cover each other. */
final class EndLabels {
    private static final double GAP = 15;
    private static final double LEADER = 14;

    /**
     * One name.
     *
     * @param text what is written
     * @param y where its line ends
     */
    private record Label(String text, double y) {}

    private final List<Label> labels = new ArrayList<>();

    void add(String text, double y) {
        labels.add(new Label(text, y));
    }

    /** The names right of {@code x}, between {@code top} and {@code bottom} as far as there is room. */
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

    /** Down from the top each at its own height or just below the one before; then up from the bottom, where they ran over it. */
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
