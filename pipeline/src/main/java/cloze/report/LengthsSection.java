package cloze.report;

import cloze.report.chart.Axis;
import cloze.report.chart.LineChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How long sentences and pairs are, and what padding costs.
 *
 * @param quality the quality tables by name
 */
record LengthsSection(Map<String, SmallTable> quality) implements Section {
    @Override
    public Page addTo(Page page) {
        if (!quality.containsKey("lengths")) {
            return page;
        }
        return page.heading("Lengths")
                .figures(List.of(
                        chart("Pairs by their number of tokens", "pairs", "lengths", "length_from", "examples"),
                        chart(
                                "Sentences by their number of tokens",
                                "sentences",
                                "sentences",
                                "tokens_from",
                                "sentences")))
                .table("Padding of a minibatch, by what it is padded to.", quality.get("padding"));
    }

    /** Draws the share of each range of lengths at the range's beginning. */
    private LineChart chart(String title, String counted, String name, String from, String count) {
        RowSelection rows = RowSelection.of(quality.get(name));
        List<Series> series = new ArrayList<>();
        List<String> described = new ArrayList<>();
        for (String split : rows.distinct("split")) {
            RowSelection own = rows.where("split", split);
            double all = DoubleStream.of(own.numbers(count)).sum();
            List<Point> points = own.each().stream()
                    .map(row -> Point.of(row.number(from), row.number(count) / all))
                    .toList();
            series.add(new Series(split, series.size(), points));
            Point most =
                    points.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
            described.add("%s: most %s, %s, from %.0f tokens on"
                    .formatted(split, counted, NumberText.percent(most.y()), most.x()));
        }
        double[] lengths = rows.numbers(from);
        double[] shares = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .toArray();
        return new LineChart(
                title,
                String.join("; ", described) + ".",
                Axis.over(
                        "tokens, from",
                        Unit.NUMBER,
                        DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(lengths))
                                .toArray()),
                Axis.over(
                        "share of " + counted,
                        Unit.PERCENT,
                        DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(shares))
                                .toArray()),
                series,
                List.of());
    }
}
