package cloze.report;

import cloze.report.chart.Axis;
import cloze.report.chart.DotChart;
import cloze.report.chart.Point;
import cloze.report.chart.Series;
import cloze.report.chart.Unit;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Which documents curation removed, and why. */
public final class RemovedSection implements Section {
    /** Documents by verdict and rule. */
    public static final String COUNTS = "counts";

    /** Replacements by kind of personal data. */
    public static final String REPLACEMENTS = "replacements";

    /** Some documents that break each rule. */
    public static final String SAMPLES = "samples";

    /** Documents by language. */
    public static final String LANGUAGES = "languages";

    /** Clusters of duplicates by size. */
    public static final String CLUSTERS = "clusters";

    private static final String RULE = "rule";
    private static final String KEPT = "kept";
    private static final String DOCUMENTS = "documents";

    private final Map<String, SmallTable> tables;

    /** @param tables the tables by name; empty if no rule was on */
    RemovedSection(Map<String, SmallTable> tables) {
        this.tables = Map.copyOf(tables);
    }

    @Override
    public Page addTo(Page page) {
        if (tables.isEmpty()) {
            return page;
        }
        RowSelection counts = rows(COUNTS);
        double all = DoubleStream.of(counts.numbers(DOCUMENTS)).sum();
        double kept = DoubleStream.of(counts.where("verdict", KEPT).numbers(DOCUMENTS))
                .sum();
        Page begun = page.heading("What was removed")
                .paragraph(
                        "%,.0f of %,.0f documents stay (%s). Each of the others names the first rule that it breaks; the table verdicts has one row for each document."
                                .formatted(kept, all, NumberText.percent(kept / all)));
        List<RowSelection> broken =
                counts.each().stream().filter(row -> !row.text(RULE).isEmpty()).toList();
        if (!broken.isEmpty()) {
            begun = begun.figures(List.of(chart(broken, all)))
                    .table("Documents by rule, with the ids of two.", byRule(broken, all));
            begun = samples(begun);
        }
        return facts(begun);
    }

    private RowSelection rows(String name) {
        return RowSelection.of(tables.get(name));
    }

    private static DotChart chart(List<RowSelection> broken, double all) {
        List<String> rules = broken.stream().map(row -> row.text(RULE)).toList();
        double[] shares =
                broken.stream().mapToDouble(row -> row.number(DOCUMENTS) / all).toArray();
        List<String> described = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            described.add(rules.get(i) + " " + NumberText.percent(shares[i]));
        }
        return new DotChart(
                "Documents that break each rule",
                String.join(", ", described) + ".",
                Axis.over(
                        "share of all documents",
                        Unit.PERCENT,
                        DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(shares))
                                .toArray()),
                rules,
                List.of(new Series(
                        DOCUMENTS,
                        0,
                        IntStream.range(0, shares.length)
                                .mapToObj(i -> Point.of(i, shares[i]))
                                .toList())),
                List.of());
    }

    private static SmallTable byRule(List<RowSelection> broken, double all) {
        var table = new WordTable(RULE, "verdict", DOCUMENTS, "share", "examples");
        broken.forEach(row -> table.add(
                row.text(RULE),
                row.text("verdict"),
                row.text(DOCUMENTS),
                NumberText.percent(row.number(DOCUMENTS) / all),
                row.text("examples")));
        return table.table();
    }

    private Page samples(Page page) {
        var table = new WordTable(RULE, "value", "limit", "document", "how it begins");
        for (RowSelection row : rows(SAMPLES).each()) {
            String found = row.text("detail").isEmpty() ? row.text("value") : row.text("detail");
            String kept = row.text("kept_document_id");
            table.add(
                    row.text(RULE),
                    kept.isEmpty() ? found : (found + " like " + kept).strip(),
                    row.text("limit"),
                    row.text("document_id"),
                    row.text("excerpt"));
        }
        return page.table("Some documents of each rule.", table.table());
    }

    private Page facts(Page page) {
        Page begun = page;
        if (!rows(CLUSTERS).isEmpty()) {
            begun = begun.table(
                    "Clusters of duplicates by their number of documents, the one that stays included: from 2 to 3, from 4 to 7, and so on.",
                    tables.get(CLUSTERS));
        }
        if (!rows(LANGUAGES).isEmpty()) {
            begun = begun.table("Documents by language (ISO 639-3), without exact duplicates.", tables.get(LANGUAGES));
        }
        if (DoubleStream.of(rows(REPLACEMENTS).numbers(REPLACEMENTS)).sum() > 0) {
            begun = begun.table(
                    "Personal data that was replaced in the documents that stay.", tables.get(REPLACEMENTS));
        }
        return begun;
    }
}
