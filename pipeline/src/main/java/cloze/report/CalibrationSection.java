package cloze.report;

import cloze.dataset.Task;
import cloze.report.chart.Axis;
import cloze.report.chart.LineChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Calibration of the next-sentence heads, over all seeds of a variant. */
final class CalibrationSection implements Section {
    /**
     * Series style of the diagonal where probability and share are equal. Few experiments have enough variants to use
     * it.
     */
    private static final int IDEAL = 5;

    private final List<VariantFacts> variants;
    private final RowSelection calibration;

    CalibrationSection(List<VariantFacts> variants, ExperimentTables tables) {
        this.variants = variants;
        calibration = RowSelection.of(tables.calibration());
    }

    /**
     * One bin of the probabilities.
     *
     * @param bin its bounds
     * @param pairs number of pairs in it
     * @param predicted their mean predicted probability of being random
     * @param random share of them that is random
     */
    private record Bin(String bin, long pairs, double predicted, double random) {
        static Bin of(RowSelection bySeed) {
            long pairs = 0;
            double predicted = 0;
            double random = 0;
            for (RowSelection row : bySeed.each()) {
                double count = row.number("count");
                if (count > 0) {
                    pairs += (long) count;
                    predicted += count * row.number("mean_predicted_random");
                    random += count * row.number("share_random");
                }
            }
            String bounds = String.format(
                    Locale.ROOT, "%.0f to %.0f %%", 100 * bySeed.number("from"), 100 * bySeed.number("to"));
            return new Bin(bounds, pairs, predicted / pairs, random / pairs);
        }
    }

    private List<Bin> bins(String variant) {
        RowSelection rows = calibration.where("variant", variant);
        return rows.distinct("from").stream()
                .map(from -> Bin.of(new RowSelection(
                        rows.table(),
                        rows.rows().stream()
                                .filter(row -> SmallTable.shown(rows.table().value(row, "from"))
                                        .equals(from))
                                .toList())))
                .filter(bin -> bin.pairs() > 0)
                .toList();
    }

    @Override
    public Page addTo(Page page) {
        List<Series> series = new ArrayList<>();
        List<String> told = new ArrayList<>();
        var table = new WordTable(
                "variant", "predicted probability of random", "pairs", "mean prediction", "actually random");
        for (VariantFacts variant : variants) {
            List<Bin> bins = variant.trains(Task.NEXT_SENTENCE) ? bins(variant.name()) : List.of();
            if (!bins.isEmpty()) {
                series.add(new Series(
                        variant.name(),
                        variants.indexOf(variant),
                        bins.stream()
                                .map(bin -> Point.of(bin.predicted(), bin.random()))
                                .toList()));
                told.add(variant.name() + ": "
                        + String.join(
                                ", ",
                                bins.stream()
                                        .map(bin -> "said %s, is %s"
                                                .formatted(
                                                        NumberText.percent(bin.predicted()),
                                                        NumberText.percent(bin.random())))
                                        .toList()));
                bins.forEach(bin -> table.add(
                        variant.name(),
                        bin.bin(),
                        Long.toString(bin.pairs()),
                        NumberText.percent(bin.predicted()),
                        NumberText.percent(bin.random())));
            }
        }
        if (series.isEmpty()) {
            return page;
        }
        series.add(0, new Series("ideal", IDEAL, List.of(Point.of(0, 0), Point.of(1, 1))));
        return page.heading("Is the next-sentence head calibrated?")
                .paragraph(
                        "Of the held-out pairs that the head calls random with a probability of 80 %, eight in ten should be random. On the ideal line the head is neither overconfident nor underconfident.")
                .figures(List.of(new LineChart(
                        "Predicted probability and true share of random pairs",
                        String.join("; ", told) + ".",
                        Axis.over("predicted probability of random", Unit.PERCENT, 0, 1),
                        Axis.over("share of random pairs", Unit.PERCENT, 0, 1),
                        series,
                        List.of())))
                .table("Held-out pairs by predicted probability.", table.table());
    }
}
