package cloze.report;

import cloze.report.page.Page;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report of an experiment.
 *
 * @param variants the variants in the order of comparison
 * @param tables the tables of the experiment
 * @param command the command that ran the experiment
 * @param commit commit of the code that ran it
 */
public record ExperimentReport(List<VariantFacts> variants, ExperimentTables tables, String command, String commit) {
    public ExperimentReport {
        variants = List.copyOf(variants);
    }

    /** Returns the page, which starts with the main result and continues with the details. */
    public Page page() {
        Page page = Page.titled(
                "Experiment: " + variants.stream().map(VariantFacts::name).collect(Collectors.joining(", ")));
        return Section.addAll(sections(), page);
    }

    private List<Section> sections() {
        return List.of(
                new BeforeAfter(variants, tables),
                new DifferencesSection(variants, tables),
                new CurvesSection(variants, tables),
                new SlicesSection(variants, tables),
                new CeilingsSection(tables.ceilings(), tables.ceilingObstacles()),
                new CalibrationSection(variants, tables),
                new AnswersSection(variants, tables),
                new QualitySection(tables.quality()),
                new StatedFiguresSection(variants, tables),
                RerunSection.ofExperiment(command, commit));
    }
}
