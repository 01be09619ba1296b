package cloze.retrain;

import cloze.artifact.ModelCards;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import cloze.report.page.Link;
import cloze.report.page.Page;
import cloze.report.registry.RegistryReport;
import cloze.run.StepContext;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The page of a registry. It follows from the runs table and the versions alone, so a run that was killed before it wrote
 * the page loses nothing: the next run writes it. Each of its two files is replaced in one step, and can be read while a run is
 * at work.
 */
record RegistryPage(SparkSession spark, Registry registry) {
    void write(Lease lease) throws IOException {
        Page page = page();
        registry.write(lease, StepContext.REPORT_MARKDOWN, page.markdown());
        registry.write(lease, StepContext.REPORT_HTML, page.html());
    }

    private Page page() throws IOException {
        SmallTable runs = RegistryState.runs(registry).read(spark);
        List<Link> cards = registry.versions().stream().map(RegistryPage::card).toList();
        return new RegistryReport(registry.folder().getName(), runs, cards).page();
    }

    private static Link card(Version version) {
        return new Link(
                "version %d".formatted(version.number()),
                "versions/%d/%s".formatted(version.number(), ModelCards.FILE));
    }
}
