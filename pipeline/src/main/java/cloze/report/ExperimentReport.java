package cloze.report;

import cloze.report.page.Page;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an experiment tells a reader.
 *
 * @param variants in the order they are compared
 * @param tables what was measured
 * @param command what was run
 * @param commit code it was run with
 */
public record ExperimentReport(List<VariantFacts> variants, ExperimentTables tables, String command, String commit) {
    public ExperimentReport {
        variants = List.copyOf(variants);
    }

    /** The answer first, then what stands behind it. */
    public Page page() {
        Page page = Page.titled(
                "Experiment: " + variants.stream().map(VariantFacts::name).collect(Collectors.joining(", ")));
        for (Section section : sections()) {
            page = section.addTo(page);
        }
        return page;
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
                new RerunSection(command, commit));
    }
}
