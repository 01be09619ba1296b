package cloze.report;

import cloze.dataset.Documents;
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
import java.util.stream.DoubleStream;

/** The answer first: every variant's figures, and what they lie between. */
final class BeforeAfter implements Section {
    private static final String MASKED = "masked_lm_accuracy";
    private static final String LOSS = "masked_lm_loss";
    private static final String NEXT = "next_sentence_accuracy";
    private static final String CEILING = "ceiling_masked_lm_accuracy";

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
            Metric metric = metric(variant, Documents.VALIDATION, MASKED);
            if (!Double.isNaN(metric.value())) {
                points.add(new Point(names.size(), metric.value(), metric.lowOrValue(), metric.highOrValue()));
                names.add(variant.name());
                told.add(variant.name() + " "
                        + NumberText.percent(
                                metric.value(),
                                metric.interval().low(),
                                metric.interval().high()));
            }
        }
        if (points.isEmpty()) {
            return begun;
        }
        double ceiling = evaluation.number(CEILING);
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
        var table = new WordTable(
                "variant",
                "masked words, held out",
                "next sentence, held out",
                "points to the best",
                "masked-word loss, held out",
                "masked words, training",
                "seeds",
                "seconds");
        for (VariantFacts variant : variants) {
            RowSelection row = RowSelection.of(tables.comparison()).where("variant", variant.name());
            Metric masked = metric(variant, Documents.VALIDATION, MASKED);
            Metric next = metric(variant, Documents.VALIDATION, NEXT);
            table.add(
                    variant.name(),
                    masked.percent(),
                    variant.trainsNextSentence() ? next.percent() : NumberText.percent(next.value()) + " (not trained)",
                    NumberText.points(evaluation.number(CEILING) - masked.value()),
                    metric(variant, Documents.VALIDATION, LOSS).nats(),
                    NumberText.percent(metric(variant, Documents.TRAIN, MASKED).value()),
                    row.text("seeds"),
                    NumberText.seconds(row.number("seconds")));
        }
        reference(table, "best possible", CEILING, "ceiling_masked_lm_loss", "ceiling_next_sentence_accuracy");
        reference(table, "the preceding word alone", "bigram_baseline_accuracy", "bigram_baseline_loss", "");
        reference(
                table,
                "most frequent answer",
                "unigram_baseline_accuracy",
                "unigram_baseline_loss",
                "majority_next_sentence_accuracy");
        return table.table();
    }

    /** A row of what every variant is compared with, where it is known. */
    private void reference(WordTable table, String name, String masked, String loss, String next) {
        if (!Double.isNaN(evaluation.number(masked))) {
            String nextShown = next.isEmpty() ? "" : NumberText.percent(evaluation.number(next));
            table.add(
                    name,
                    NumberText.percent(evaluation.number(masked)),
                    nextShown,
                    "",
                    NumberText.nats(evaluation.number(loss)),
                    "",
                    "",
                    "");
        }
    }

    /**
     * @param value mean over the seeds
     * @param interval of 95 %; NaN where there is none
     */
    private record Metric(double value, Interval interval) {
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

    /** Over the seeds where there are several, else over the documents. */
    private Metric metric(VariantFacts variant, String split, String name) {
        RowSelection compared = RowSelection.of(tables.comparison()).where("variant", variant.name());
        String column = split + "_" + name;
        RowSelection rows = compared.number("seeds") > 1
                ? compared
                : RowSelection.of(tables.evaluation())
                        .where("variant", variant.name())
                        .where("split", split);
        String bounds = compared.number("seeds") > 1 ? column : name;
        return new Metric(
                compared.number(column), new Interval(rows.number(bounds + "_low"), rows.number(bounds + "_high")));
    }
}
