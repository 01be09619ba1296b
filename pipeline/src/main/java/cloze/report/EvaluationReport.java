package cloze.report;

import cloze.dataset.Task;
import cloze.report.page.Page;
import cloze.table.SmallTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/**
 * The report about one model.
 *
 * @param title what was evaluated
 * @param tables the tables of one variant, in the form of those of an experiment
 * @param shown the key figures
 * @param command the command that evaluated it
 * @param commit commit of the code that did
 */
public record EvaluationReport(String title, ExperimentTables tables, SmallTable shown, String command, String commit) {
    private static final SmallTable NONE = new SmallTable(new StructType(), List.of());

    /**
     * Tables of one model. The only seed is that of the masks, which the page does not name.
     *
     * @param variant its name
     * @param curves split, and the columns of {@link LearningCurve}; no rows if there is no log
     */
    public static ExperimentTables tables(
            String variant,
            SmallTable evaluation,
            SmallTable curves,
            SmallTable slices,
            SmallTable calibration,
            SmallTable answers,
            SmallTable ceilings,
            List<String> obstacles) {
        return new ExperimentTables(
                NONE,
                NONE,
                ceilings,
                obstacles,
                evaluation,
                of(variant, curves),
                of(variant, slices),
                of(variant, calibration),
                of(variant, answers),
                Map.of());
    }

    private static SmallTable of(String variant, SmallTable table) {
        return table.startingWith("seed", "").startingWith("variant", variant);
    }

    /** Returns the page. */
    public Page page() {
        Page page = Page.titled(title)
                .paragraph(
                        "Losses are in nats. The unigram baseline uses only the frequencies of the pieces, the bigram baseline also the preceding piece.")
                .table(shown);
        return Section.addAll(sections(), page);
    }

    private List<Section> sections() {
        String variant = RowSelection.of(tables.evaluation()).text("variant");
        var variants = List.of(new VariantFacts(variant, EnumSet.allOf(Task.class)));
        return List.of(
                new CurvesSection(variants, tables),
                new SlicesSection(variants, tables),
                new CeilingsSection(tables.ceilings(), tables.ceilingObstacles()),
                new CalibrationSection(variants, tables),
                new AnswersSection(variants, tables),
                RerunSection.ofEvaluation(command, commit));
    }
}
