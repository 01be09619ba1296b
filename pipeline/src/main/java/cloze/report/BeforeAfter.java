package cloze.report;

import cloze.dataset.Documents;
import cloze.dataset.Metric;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.report.chart.Axis;
import cloze.report.chart.DotChart;
import cloze.report.chart.Level;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The main result: the figures of every variant, and the baselines and ceilings that bound them. */
final class BeforeAfter implements Section {
    private static final Metric MASKED = Metrics.accuracy(Task.MASKED_LM);
    private static final Metric LOSS = Metrics.loss(Task.MASKED_LM);

    private final List<VariantFacts> variants;
    private final ExperimentTables tables;
    private final RowSelection evaluation;

    BeforeAfter(List<VariantFacts> variants, ExperimentTables tables) {
        this.variants = variants;
        this.tables = tables;
        evaluation = RowSelection.of(tables.evaluation()).where("split", Documents.VALIDATION);
    }

    @Override
    public Page addTo(Page page) {
        Page begun = page.paragraph(
                        "Every variant was trained on the same pairs, and networks of the same shape started from the same weights. \u201cMasked words\u201d is how often the most probable piece is the hidden one; \u201cnext sentence\u201d is how often the label is right. Everything but the training column is measured on documents that no variant has seen. Seconds are those of one training run.")
                .table(caption(), table());
        return page(begun);
    }

    private Page page(Page begun) {
        List<Point> points = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (VariantFacts variant : variants) {
            Figure figure = figure(variant, Documents.VALIDATION, MASKED);
            if (!Double.isNaN(figure.value())) {
                points.add(new Point(names.size(), figure.value(), figure.lowOrValue(), figure.highOrValue()));
                names.add(variant.name());
                told.add(variant.name() + " "
                        + NumberText.percent(
                                figure.value(),
                                figure.interval().low(),
                                figure.interval().high()));
            }
        }
        if (points.isEmpty()) {
            return begun;
        }
        double ceiling = evaluation.number(Metrics.ceiling(MASKED).column());
        List<Level> levels = Double.isNaN(ceiling) ? List.of() : List.of(new Level("best possible", ceiling));
        if (!Double.isNaN(ceiling)) {
            told.add("best possible " + NumberText.percent(ceiling));
        }
        double[] all = DoubleStream.concat(
                        points.stream().flatMapToDouble(point -> DoubleStream.of(point.low(), point.high())),
                        DoubleStream.of(ceiling))
                .toArray();
        return begun.figures(List.of(new DotChart(
                "Masked words right on held-out documents, with 95 % intervals",
                String.join("; ", told) + ".",
                Axis.over("masked words right", Unit.PERCENT, all),
                names,
                List.of(new Series("variants", 0, points)),
                levels)));
    }

    private String caption() {
        boolean several = RowSelection.of(tables.comparison()).number("seeds") > 1;
        return several
                ? "Mean over the seeds with its 95 % interval (Student's t over the seeds), between baselines and ceilings. Losses are in nats."
                : "One seed: the 95 % intervals are over the held-out documents (bootstrap) and do not cover the variation between seeds. Losses are in nats.";
    }

    private SmallTable table() {
        List<String> names = new ArrayList<>(List.of("variant", MASKED.task().label() + ", held out"));
        Task.ofPairs().forEach(task -> names.add(task.label() + ", held out"));
        names.addAll(List.of(
                "points to the best", "masked-word loss, held out", "masked words, training", "seeds", "seconds"));
        var table = new WordTable(names);
        for (VariantFacts variant : variants) {
            RowSelection row = RowSelection.of(tables.comparison()).where("variant", variant.name());
            Figure masked = figure(variant, Documents.VALIDATION, MASKED);
            List<String> cells = new ArrayList<>(List.of(variant.name(), masked.percent()));
            Task.ofPairs().forEach(task -> cells.add(pairs(variant, task)));
            cells.addAll(List.of(
                    NumberText.points(evaluation.number(Metrics.ceiling(MASKED).column()) - masked.value()),
                    figure(variant, Documents.VALIDATION, LOSS).nats(),
                    NumberText.percent(figure(variant, Documents.TRAIN, MASKED).value()),
                    row.text("seeds"),
                    NumberText.seconds(row.number("seconds"))));
            table.add(cells);
        }
        reference(
                table,
                "best possible",
                Metrics.ceiling(MASKED),
                Metrics.ceiling(LOSS),
                task -> percent(Metrics.ceiling(Metrics.accuracy(task))));
        reference(
                table,
                "the preceding word alone",
                Metrics.baseline(Predictor.BIGRAM, Quantity.ACCURACY),
                Metrics.baseline(Predictor.BIGRAM, Quantity.LOSS),
                task -> "");
        reference(
                table,
                "most frequent answer",
                Metrics.baseline(Predictor.UNIGRAM, Quantity.ACCURACY),
                Metrics.baseline(Predictor.UNIGRAM, Quantity.LOSS),
                task -> percent(Metrics.majority(task)));
        return table.table();
    }

    private String pairs(VariantFacts variant, Task task) {
        Figure figure = figure(variant, Documents.VALIDATION, Metrics.accuracy(task));
        return variant.trains(task) ? figure.percent() : NumberText.percent(figure.value()) + " (not trained)";
    }

    /**
     * Adds a row for a baseline or ceiling, if it is known.
     *
     * @param ofPairs its cell for a task on pairs
     */
    private void reference(WordTable table, String name, Metric masked, Metric loss, Function<Task, String> ofPairs) {
        if (!Double.isNaN(evaluation.number(masked.column()))) {
            List<String> cells = new ArrayList<>(List.of(name, percent(masked)));
            Task.ofPairs().forEach(task -> cells.add(ofPairs.apply(task)));
            cells.addAll(List.of("", NumberText.nats(evaluation.number(loss.column())), "", "", ""));
            table.add(cells);
        }
    }

    private String percent(Metric metric) {
        return NumberText.percent(evaluation.number(metric.column()));
    }

    /** The ends of an interval. */
    private record Bounds(double low, double high) {}

    /**
     * @param value mean over the seeds
     * @param interval 95 % interval; NaN if there is none
     */
    private record Figure(double value, Bounds interval) {
        String percent() {
            return NumberText.percent(value, interval.low(), interval.high());
        }

        String nats() {
            return NumberText.nats(value, interval.low(), interval.high());
        }

        double lowOrValue() {
            return Double.isNaN(interval.low()) ? value : interval.low();
        }

        double highOrValue() {
            return Double.isNaN(interval.high()) ? value : interval.high();
        }
    }

    /** Returns a figure with its interval over the seeds if there are several, otherwise over the documents. */
    private Figure figure(VariantFacts variant, String split, Metric metric) {
        RowSelection compared = RowSelection.of(tables.comparison()).where("variant", variant.name());
        String column = metric.column(split);
        RowSelection rows = compared.number("seeds") > 1
                ? compared
                : RowSelection.of(tables.evaluation())
                        .where("variant", variant.name())
                        .where("split", split);
        String bounds = compared.number("seeds") > 1 ? column : metric.column();
        return new Figure(
                compared.number(column), new Bounds(rows.number(Metric.low(bounds)), rows.number(Metric.high(bounds))));
    }
}
