package cloze.report.registry;

import cloze.report.Section;
import cloze.report.chart.Axis;
import cloze.report.chart.Level;
import cloze.report.chart.LineChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What became of loss, gain, error budget and drift over the nights.
 *
 * @param nights the nights, oldest first
 */
record RegistryCurves(List<RegistryNight> nights) implements Section {
    @Override
    public Page addTo(Page page) {
        List<LineChart> charts = Stream.of(
                        chart(
                                "Loss on the frozen held-out documents",
                                "nats",
                                Unit.NUMBER,
                                List.of(
                                        line("in use", 0, RegistryCurves::inUse),
                                        line("challenger", 1, night -> night.number("challenger_loss"))),
                                List.of()),
                        chart(
                                "Gain of each night, with its 95 % interval",
                                "nats",
                                Unit.NUMBER,
                                List.of(spread("frozen", 0, "gain"), spread("recent", 1, "gain_on_recent")),
                                List.of(new Level("no gain", 0))),
                        chart(
                                "Error budget spent in 365 days",
                                "expected false promotions",
                                Unit.NUMBER,
                                List.of(line("spent", 0, night -> night.number("spent_in_year"))),
                                budget()),
                        chart(
                                "Surprise of the new documents",
                                "nats",
                                Unit.NUMBER,
                                List.of(line("surprise", 0, night -> night.number("surprise"))),
                                List.of()))
                .flatMap(Optional::stream)
                .toList();
        return charts.isEmpty() ? page : page.heading("Over the nights").figures(charts);
    }

    /** Returns the loss of the version that was in use after the night. */
    private static double inUse(RegistryNight night) {
        return night.number(night.text("outcome").equals("promoted") ? "challenger_loss" : "champion_loss");
    }

    private List<Level> budget() {
        return nights.stream()
                .map(night -> night.number("false_promotions"))
                .filter(Double::isFinite)
                .reduce((before, after) -> after)
                .map(budget -> List.of(new Level("budget", budget)))
                .orElse(List.of());
    }

    private Series line(String name, int look, ToDoubleFunction<RegistryNight> value) {
        return new Series(
                name,
                look,
                nights.stream()
                        .map(night -> Point.of(night.number(), value.applyAsDouble(night)))
                        .filter(point -> Double.isFinite(point.y()))
                        .toList());
    }

    private Series spread(String name, int look, String column) {
        return new Series(
                name,
                look,
                nights.stream()
                        .map(night -> new Point(
                                night.number(),
                                night.number(column),
                                night.number(column + "_low"),
                                night.number(column + "_high")))
                        .filter(point -> Double.isFinite(point.low()) && Double.isFinite(point.high()))
                        .toList());
    }

    private Optional<LineChart> chart(String title, String measure, Unit unit, List<Series> lines, List<Level> levels) {
        List<Series> known =
                lines.stream().filter(line -> !line.points().isEmpty()).toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        double[] values = DoubleStream.concat(
                        known.stream()
                                .flatMap(line -> line.points().stream())
                                .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high())),
                        levels.stream().mapToDouble(Level::value))
                .toArray();
        return Optional.of(new LineChart(
                title,
                description(known),
                Axis.over("night", Unit.NUMBER, 1, nights.size()),
                Axis.over(measure, unit, values),
                known,
                levels));
    }

    private static String description(List<Series> lines) {
        List<String> ends = new ArrayList<>();
        for (Series line : lines) {
            Point first = line.points().get(0);
            Point last = line.points().get(line.points().size() - 1);
            ends.add(String.format(
                    Locale.ROOT,
                    "%s from %.3f in night %.0f to %.3f in night %.0f",
                    line.name(),
                    first.y(),
                    first.x(),
                    last.y(),
                    last.x()));
        }
        return String.join("; ", ends) + ".";
    }
}
