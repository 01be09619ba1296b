package cloze.report;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.report.chart.Axis;
import cloze.report.chart.Level;
import cloze.report.chart.LineChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Learning curves: for each variant a line, the mean over the seeds, and a band from the worst to the best seed. */
final class CurvesSection implements Section {
    private final List<VariantFacts> variants;
    private final RowSelection curves;
    private final RowSelection references;

    CurvesSection(List<VariantFacts> variants, ExperimentTables tables) {
        this.variants = variants;
        curves = RowSelection.of(tables.curves());
        references = RowSelection.of(tables.evaluation()).where("split", Documents.VALIDATION);
    }

    @Override
    public Page addTo(Page page) {
        List<LineChart> charts = new ArrayList<>();
        for (String split : List.of(Documents.VALIDATION, Documents.TRAIN)) {
            String where = split.equals(Documents.TRAIN) ? "in training" : "on held-out documents";
            for (Task task : Task.values()) {
                String metric = Metrics.accuracy(task).column();
                add(
                        charts,
                        titled(task) + " right " + where,
                        split,
                        metric,
                        series(
                                split,
                                metric,
                                variants.stream()
                                        .filter(variant -> variant.trains(task))
                                        .toList()),
                        levels(task));
            }
        }
        return charts.isEmpty()
                ? page
                : page.heading("Learning curves")
                        .paragraph((curves.distinct("seed").size() > 1
                                        ? "Lines are means over the seeds; bands reach from the worst to the best seed. "
                                        : "")
                                + "Held-out accuracy is measured on a fixed sample. Training accuracy is the mean over the rounds since the previous point, with dropout active."
                                + (variants.size() > 1
                                        ? " A variant whose next-sentence head is not trained has no next-sentence line."
                                        : ""))
                        .figures(charts);
    }

    private static void add(
            List<LineChart> charts,
            String title,
            String split,
            String metric,
            List<Series> series,
            List<Level> levels) {
        if (series.isEmpty()) {
            return;
        }
        double[] steps = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .toArray();
        double[] values = DoubleStream.concat(
                        series.stream()
                                .flatMap(line -> line.points().stream())
                                .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high())),
                        levels.stream().mapToDouble(Level::value))
                .toArray();
        charts.add(new LineChart(
                title,
                description(series, levels),
                Axis.over(
                        "steps of each worker",
                        Unit.NUMBER,
                        DoubleStream.concat(DoubleStream.of(0), Arrays.stream(steps))
                                .toArray()),
                Axis.over(split + " " + metric, Unit.PERCENT, values),
                series,
                levels));
    }

    private static String description(List<Series> series, List<Level> levels) {
        Stream<String> ends = series.stream().map(line -> {
            Point first = line.points().get(0);
            Point last = line.points().get(line.points().size() - 1);
            return "%s from %s at step %.0f to %s at step %.0f"
                    .formatted(
                            line.name(),
                            NumberText.percent(first.y()),
                            first.x(),
                            NumberText.percent(last.y()),
                            last.x());
        });
        Stream<String> marks = levels.stream().map(level -> level.name() + " " + NumberText.percent(level.value()));
        return String.join("; ", Stream.concat(ends, marks).toList()) + ".";
    }

    private List<Series> series(String split, String metric, List<VariantFacts> shown) {
        List<Series> series = new ArrayList<>();
        for (VariantFacts variant : shown) {
            RowSelection rows = curves.where("variant", variant.name()).where("split", split);
            List<Point> points = rows.distinct(LearningCurve.STEP).stream()
                    .mapToLong(Long::parseLong)
                    .sorted()
                    .mapToObj(step ->
                            point(step, rows.where(LearningCurve.STEP, step).numbers(metric)))
                    .filter(point -> !Double.isNaN(point.y()))
                    .toList();
            if (!points.isEmpty()) {
                series.add(new Series(variant.name(), variants.indexOf(variant), points));
            }
        }
        return series;
    }

    private static Point point(long step, double[] bySeed) {
        double[] known = Arrays.stream(bySeed).filter(Double::isFinite).toArray();
        return new Point(
                step,
                Arrays.stream(known).average().orElse(Double.NaN),
                Arrays.stream(known).min().orElse(Double.NaN),
                Arrays.stream(known).max().orElse(Double.NaN));
    }

    private static String titled(Task task) {
        return task.label().substring(0, 1).toUpperCase(Locale.ROOT)
                + task.label().substring(1);
    }

    private List<Level> levels(Task task) {
        Metric baseline = task == Task.MASKED_LM
                ? Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY)
                : Metrics.majority(task);
        List<Metric> metrics = List.of(Metrics.ceiling(Metrics.accuracy(task)), baseline);
        List<String> names = List.of("best possible", "most frequent");
        return IntStream.range(0, metrics.size())
                .filter(i -> !Double.isNaN(references.number(metrics.get(i).column())))
                .mapToObj(i ->
                        new Level(names.get(i), references.number(metrics.get(i).column())))
                .toList();
    }
}
