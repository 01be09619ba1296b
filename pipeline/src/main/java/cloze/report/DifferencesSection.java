package cloze.report;

import cloze.dataset.Documents;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.report.chart.Axis;
import cloze.report.chart.DotChart;
import cloze.report.chart.Level;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Differences between the variants, with a verdict if the interval allows one.
 *
 * @param variants the variants in the order of comparison
 * @param tables the tables of the experiment
 */
record DifferencesSection(List<VariantFacts> variants, ExperimentTables tables) implements Section {
    @Override
    public Page addTo(Page page) {
        List<RowSelection> masked = rows(Task.MASKED_LM);
        if (masked.isEmpty()) {
            return page;
        }
        var table = new WordTable("difference", "of", "points", "95 % interval", "over", "verdict");
        for (Task task : Task.values()) {
            rows(task).stream()
                    .filter(row -> isTrained(row.text("variant"), task) && isTrained(row.text("against"), task))
                    .forEach(row -> add(table, task.label(), row));
        }
        return page.heading("Does it help?")
                .paragraph(
                        "Variants with the same seeds on the same held-out documents are subtracted pair by pair, so that what both share cancels out. If an interval contains zero, the two cannot be told apart. An interval over documents alone does not cover the variation between seeds.")
                .figures(List.of(chart(masked)))
                .table("Differences on held-out documents, in percentage points.", table.table());
    }

    private List<RowSelection> rows(Task task) {
        String metric = Metrics.accuracy(task).column(Documents.VALIDATION);
        return RowSelection.of(tables.differences()).where("metric", metric).each().stream()
                .filter(row -> !Double.isNaN(row.number("difference")))
                .toList();
    }

    private boolean isTrained(String name, Task task) {
        return variants.stream().anyMatch(variant -> variant.name().equals(name) && variant.trains(task));
    }

    private static String name(RowSelection row) {
        return row.text("variant") + " \u2212 " + row.text("against");
    }

    private static void add(WordTable table, String of, RowSelection row) {
        String interval = NumberText.points(row.number("low")) + " to " + NumberText.points(row.number("high"));
        table.add(
                name(row),
                of,
                NumberText.points(row.number("difference")),
                interval,
                row.text("interval_over"),
                verdict(row));
    }

    /** Returns the verdict. With one seed it is limited to that seed, because another one might reverse it. */
    private static String verdict(RowSelection row) {
        String where = row.number("seeds") > 1 ? "" : " with this seed";
        if (row.number("low") > 0) {
            return "better" + where;
        }
        return row.number("high") < 0 ? "worse" + where : "not told apart";
    }

    private static DotChart chart(List<RowSelection> rows) {
        List<Point> points = IntStream.range(0, rows.size())
                .mapToObj(i -> new Point(
                        i,
                        rows.get(i).number("difference"),
                        rows.get(i).number("low"),
                        rows.get(i).number("high")))
                .toList();
        double[] all = DoubleStream.concat(
                        DoubleStream.of(0),
                        points.stream().flatMapToDouble(point -> DoubleStream.of(point.low(), point.high())))
                .toArray();
        List<String> told = new ArrayList<>();
        rows.forEach(row -> told.add("%s: %s points, %s to %s, %s"
                .formatted(
                        name(row),
                        NumberText.points(row.number("difference")),
                        NumberText.points(row.number("low")),
                        NumberText.points(row.number("high")),
                        verdict(row))));
        return new DotChart(
                "Differences in masked words right, with 95 % intervals",
                String.join("; ", told) + ".",
                Axis.over("percentage points, held-out documents", Unit.POINTS, all),
                rows.stream().map(DifferencesSection::name).toList(),
                List.of(new Series("differences", 0, points)),
                List.of(new Level("no difference", 0)));
    }
}
