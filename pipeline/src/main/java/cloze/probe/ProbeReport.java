package cloze.probe;

import cloze.config.probe.ProbeConfig;
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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * What a probe found, for reading.
 *
 * @param model path of the model
 * @param table see {@link ProbeTable}
 * @param labels number of labels
 * @param alsoLearned number of measured texts that are among those to learn from
 */
record ProbeReport(String model, SmallTable table, int labels, long alsoLearned) {
    private static final double PERCENT = 100;

    /** Returns the rows that learn from all labelled texts, without the columns that are the same in all of them. */
    private SmallTable whole() {
        List<Row> rows = table.rows().stream().filter(this::isWhole).toList();
        return new SmallTable(table.schema(), rows)
                .columns(
                        ProbeTable.MODEL,
                        ProbeTable.POOLING,
                        ProbeTable.LAYER,
                        ProbeTable.ACCURACY,
                        ProbeTable.LOW,
                        ProbeTable.HIGH,
                        ProbeTable.MACRO_F1,
                        ProbeTable.TRAIN_TEXTS,
                        ProbeTable.TEST_TEXTS);
    }

    private boolean isWhole(Row row) {
        return table.value(row, ProbeTable.LABELS_PER_CLASS).equals(ProbeConfig.ALL);
    }

    /** Returns the last lines on the terminal. */
    List<String> summary() {
        List<String> lines = new ArrayList<>(whole().markdown().lines().toList());
        lines.addAll(notes());
        return lines;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Row trained = best(Subject.TRAINED).orElseThrow();
        List<String> others = Stream.of(Subject.FINE_TUNED, Subject.UNTRAINED, Subject.TF_IDF, Subject.MAJORITY)
                .flatMap(name -> best(name).stream())
                .map(row -> String.format(
                        Locale.ROOT, "%s %.1f %%", table.value(row, ProbeTable.MODEL), PERCENT * accuracy(row)))
                .toList();
        notes.add(String.format(
                Locale.ROOT,
                "Best vectors of the trained network: %s of layer %s, %.1f %% of %d labels right; %s",
                table.value(trained, ProbeTable.POOLING),
                table.value(trained, ProbeTable.LAYER),
                PERCENT * accuracy(trained),
                labels,
                String.join(", ", others)));
        if (alsoLearned > 0) {
            notes.add("warning: %d of the measured texts are also among those to learn from".formatted(alsoLearned));
        }
        return notes;
    }

    private Optional<Row> best(String name) {
        return table.rows().stream()
                .filter(this::isWhole)
                .filter(row -> table.value(row, ProbeTable.MODEL).equals(name))
                .max(Comparator.comparingDouble(this::accuracy));
    }

    private double accuracy(Row row) {
        return (double) table.value(row, ProbeTable.ACCURACY);
    }

    Page page() {
        Page page = Page.titled("Probe of " + model)
                .paragraph(
                        "Share of texts whose label a logistic regression predicts. It learns from the vectors of the trained network, of the same network with initial weights (untrained), or from word counts (tf-idf); majority is the most frequent label. Fine-tuned is the network with all its weights trained for the task. The intervals (95 %) are over resampled texts.")
                .table(whole());
        for (String note : notes()) {
            page = page.paragraph(note + ".");
        }
        List<Series> series = series();
        return series.isEmpty() ? page : page.heading("Learning curve").figures(List.of(chart(series)));
    }

    /** Returns a curve for the best vectors of each network and for word counts; none without points below all. */
    private List<Series> series() {
        List<Series> series = new ArrayList<>();
        for (String name : List.of(Subject.TRAINED, Subject.FINE_TUNED, Subject.UNTRAINED, Subject.TF_IDF)) {
            List<Point> points = best(name).stream()
                    .flatMap(best -> table.rows().stream().filter(row -> isOf(best, row)))
                    .sorted(Comparator.comparingLong(row -> (long) table.value(row, ProbeTable.TRAIN_TEXTS)))
                    .map(this::point)
                    .toList();
            if (points.size() > 1) {
                series.add(new Series(name, series.size(), points));
            }
        }
        return series;
    }

    private boolean isOf(Row one, Row other) {
        return Stream.of(ProbeTable.MODEL, ProbeTable.POOLING, ProbeTable.LAYER)
                .allMatch(column -> Objects.equals(table.value(one, column), table.value(other, column)));
    }

    private Point point(Row row) {
        double texts = Math.log10((double) (long) table.value(row, ProbeTable.TRAIN_TEXTS));
        double accuracy = accuracy(row);
        Object low = table.value(row, ProbeTable.LOW);
        Object high = table.value(row, ProbeTable.HIGH);
        return low == null ? Point.of(texts, accuracy) : new Point(texts, accuracy, (double) low, (double) high);
    }

    private static LineChart chart(List<Series> series) {
        double[] across = series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .toArray();
        double[] upwards = series.stream()
                .flatMap(line -> line.points().stream())
                .flatMap(point -> Stream.of(point.low(), point.high()))
                .mapToDouble(end -> end)
                .toArray();
        List<String> ends = series.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "%s %.1f %% to %.1f %%",
                        line.name(),
                        PERCENT * line.points().get(0).y(),
                        PERCENT * line.points().get(line.points().size() - 1).y()))
                .toList();
        return new LineChart(
                "Accuracy by number of labelled texts",
                "From the fewest labelled texts to all of them: %s. Bands are 95 %% intervals, over draws of the labelled texts and, at the right end, over measured texts."
                        .formatted(String.join("; ", ends)),
                Axis.over("labelled texts, log10", Unit.NUMBER, across),
                Axis.over("accuracy", Unit.PERCENT, upwards),
                series,
                List.of());
    }
}
