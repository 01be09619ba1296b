package cloze.prepare;

import cloze.config.CorpusConfig;
import cloze.provenance.CodeVersion;
import cloze.report.DataReport;
import cloze.run.StepContext;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Writes the report about the data into an output: report.html for a browser, report.md for a terminal. */
final class DataPage {
    private DataPage() {}

    /**
     * Writes both forms.
     *
     * @param quality the quality tables by name; empty if no examples were made
     * @param curation the tables of the removed documents by name; empty if no rule was on
     * @param rejected rows that are no documents, by reason
     */
    static void write(
            StepContext context,
            Map<String, SmallTable> quality,
            Map<String, SmallTable> curation,
            SmallTable rejected) {
        context.write(new DataReport(
                        "Data from " + named(context.config().corpus()),
                        quality,
                        curation,
                        rejected,
                        "deploy/local.sh " + context.command(),
                        CodeVersion.current().commit())
                .page());
    }

    private static String named(CorpusConfig corpus) {
        return corpus.input().isEmpty() ? "a generated language" : String.join(", ", corpus.named());
    }

    /** Says where the report is. */
    static String line(StepContext context) {
        // The output has a temporary name until it is complete.
        var output = StoredPath.of(context.config().output());
        return "Report %s and %s"
                .formatted(new Path(output, StepContext.REPORT_HTML), new Path(output, StepContext.REPORT_MARKDOWN));
    }
}
