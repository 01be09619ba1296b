package cloze.report;

import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.report.chart.Axis;
import cloze.report.chart.DotChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Accuracy on masked words by slice: kind of word, position, sentence. */
final class SlicesSection implements Section {
    private static final String ACCURACY = Metrics.accuracy(Task.MASKED_LM).column();
    private static final String CEILING =
            Metrics.ceiling(Metrics.accuracy(Task.MASKED_LM)).column();

    private static final String UNIGRAM =
            Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY).column();

    /** The kinds that are drawn, because they show most. The table has all kinds. */
    private static final List<String> DRAWN = List.of("word-class", "sentence", "standing", "pair", "frequency");

    private static final String BEST =
            " Best possible is how often the best reader was right on them. Sentence is what the best reader needs for its answer: the other sentence, its own sentence alone, or neither tells, if no answer is more probable than one half.";

    private final List<VariantFacts> variants;
    private final RowSelection slices;
    private final boolean knowsBest;

    SlicesSection(List<VariantFacts> variants, ExperimentTables tables) {
        this.variants = variants;
        slices = RowSelection.of(tables.slices());
        knowsBest = slices.each().stream().anyMatch(row -> !Double.isNaN(row.number(CEILING)));
    }

    @Override
    public Page addTo(Page page) {
        if (slices.isEmpty()) {
            return page;
        }
        return page.heading("Where the words are right")
                .paragraph(
                        "Accuracy on masked words of held-out documents by slice%s. The slices of each kind divide the same masked positions.%s"
                                .formatted(
                                        slices.distinct("seed").size() > 1 ? ", as the mean over the seeds" : "",
                                        knowsBest ? BEST : ""))
                .figures(DRAWN.stream()
                        .filter(slices.distinct("slice")::contains)
                        .map(this::chart)
                        .toList())
                .table("Accuracy on masked words by slice.", table());
    }

    private DotChart chart(String kind) {
        RowSelection ofKind = slices.where("slice", kind);
        List<String> values = ofKind.distinct("value");
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            RowSelection own = ofKind.where("variant", variants.get(i).name());
            series.add(new Series(variants.get(i).name(), i, points(own, values, ACCURACY)));
        }
        List<Point> best = points(ofKind, values, CEILING);
        if (!best.isEmpty()) {
            series.add(new Series("best possible", variants.size(), best));
        }
        double[] all = DoubleStream.concat(
                        DoubleStream.of(0),
                        series.stream().flatMap(of -> of.points().stream()).mapToDouble(Point::y))
                .toArray();
        return new DotChart(
                "By " + kind.replace('-', ' '),
                description(series, values),
                Axis.over("masked words right", Unit.PERCENT, all),
                values,
                series,
                List.of());
    }

    private static String description(List<Series> series, List<String> values) {
        return String.join(
                        "; ",
                        series.stream()
                                .map(of -> of.name() + ": "
                                        + String.join(
                                                ", ",
                                                of.points().stream()
                                                        .map(point -> values.get((int) point.x()) + " "
                                                                + NumberText.percent(point.y()))
                                                        .toList()))
                                .toList())
                + ".";
    }

    private static List<Point> points(RowSelection rows, List<String> values, String column) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Point.of(i, rows.where("value", values.get(i)).mean(column)))
                .filter(point -> !Double.isNaN(point.y()))
                .toList();
    }

    private SmallTable table() {
        List<String> columns = new ArrayList<>(List.of("slice", "value", "masked words"));
        variants.forEach(variant -> columns.add(variant.name()));
        if (knowsBest) {
            columns.add("best possible");
        }
        columns.add("most frequent");
        var table = new WordTable(columns);
        for (String kind : slices.distinct("slice")) {
            RowSelection ofKind = slices.where("slice", kind);
            for (String value : ofKind.distinct("value")) {
                RowSelection rows = ofKind.where("value", value);
                List<String> cells =
                        new ArrayList<>(Arrays.asList(kind, value, rows.text(Metrics.count(Task.MASKED_LM))));
                variants.forEach(variant -> cells.add(
                        NumberText.percent(rows.where("variant", variant.name()).mean(ACCURACY))));
                if (knowsBest) {
                    cells.add(NumberText.percent(rows.number(CEILING)));
                }
                cells.add(NumberText.percent(rows.number(UNIGRAM)));
                table.add(cells);
            }
        }
        return table.table();
    }
}
