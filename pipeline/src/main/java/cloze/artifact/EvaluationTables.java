package cloze.artifact;

import cloze.dataset.Metric;
import cloze.dataset.Metric.Quantity;
import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.evaluate.CeilingTable;
import cloze.evaluate.Measurement;
import cloze.provenance.CodeVersion;
import cloze.report.EvaluationReport;
import cloze.report.LearningCurve;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The tables of an evaluation, one per question.
 *
 * @param byName the tables by name
 */
public record EvaluationTables(Map<String, SmallTable> byName) {
    /** The folder of the tables in the output of a job. */
    public static final String FOLDER = "tables";

    /** Metrics per split, with baselines, ceilings and intervals. */
    public static final String EVALUATION = "evaluation";

    /** Upper bounds of the metrics on the validation examples. */
    public static final String CEILINGS = "ceilings";

    /** Metrics in each resampling of the validation documents. */
    public static final String RESAMPLINGS = "resamplings";

    /** Metrics per slice of the answers. */
    public static final String SLICES = "slices";

    /** Predicted and observed probabilities of the next-sentence head. */
    public static final String CALIBRATION = "calibration";

    /** Answers to some examples. */
    public static final String EXAMPLES = "examples";

    private static final List<String> SHOWN = Stream.of(
                    Stream.of("split", "step"),
                    Metrics.MODEL.stream().map(Metric::column),
                    Stream.of(Predictor.UNIGRAM, Predictor.BIGRAM)
                            .map(baseline -> Metrics.baseline(baseline, Quantity.ACCURACY)
                                    .column()),
                    Arrays.stream(Task.values())
                            .map(task -> Metrics.ceiling(Metrics.accuracy(task)).column()))
            .flatMap(columns -> columns)
            .toList();

    public EvaluationTables {
        byName = Map.copyOf(byName);
    }

    /**
     * Returns the tables of one model.
     *
     * @param variant the name of the model
     * @param evaluation one row per split
     * @param held the measurement on the validation examples
     * @param answers answers to some of the validation examples
     */
    public static EvaluationTables of(String variant, SmallTable evaluation, Measurement held, SmallTable answers) {
        Map<String, SmallTable> tables = new TreeMap<>();
        tables.put(EVALUATION, evaluation);
        tables.put(CEILINGS, CeilingTable.of(held.total()));
        tables.put(RESAMPLINGS, held.bootstrap().table());
        tables.put(SLICES, held.slices().table(variant));
        tables.put(CALIBRATION, held.calibration().table(variant));
        tables.put(EXAMPLES, answers);
        return new EvaluationTables(tables);
    }

    public void write(Configuration hadoop, Path output) {
        String folder = new Path(output, FOLDER).toString();
        new TreeMap<>(byName).forEach((name, table) -> table.write(hadoop, folder, name));
    }

    /** Reads the table {@code name} of a finished evaluation. */
    public static SmallTable read(Configuration hadoop, String output, String name) {
        return SmallTable.read(hadoop, new Path(StoredPath.of(output), FOLDER + "/" + name));
    }

    /** Returns the key columns, for the terminal. */
    public SmallTable shown() {
        return byName.get(EVALUATION).columns(SHOWN.toArray(String[]::new));
    }

    /**
     * Returns the tables as a page.
     *
     * @param variant the name of the model in the tables
     * @param curves the logs of its training, if there are any
     * @param obstacles the reasons why ceilings are unknown; empty if they are known
     */
    EvaluationReport report(
            String title, String variant, Optional<SmallTable> curves, List<String> obstacles, String command) {
        return new EvaluationReport(
                title,
                EvaluationReport.tables(
                        variant,
                        byName.get(EVALUATION),
                        curves.orElseGet(() -> LearningCurve.none("split")),
                        byName.get(SLICES),
                        byName.get(CALIBRATION),
                        byName.get(EXAMPLES),
                        byName.get(CEILINGS),
                        obstacles),
                shown(),
                command,
                CodeVersion.current().commit());
    }
}
