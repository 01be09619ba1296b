package cloze.prepare;

import cloze.artifact.Corpus;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidConfigException;
import cloze.parallel.SideBySide;
import cloze.run.Refusal;
import cloze.run.Step;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Curates a corpus. Writes the documents that stay (kept), the verdict of every document, and where each was read, as
 * Parquet.
 */
public final class CurateStep implements Step {
    private static final String KEPT = "kept";

    @Override
    public String name() {
        return "curate";
    }

    /** The vocabulary decides which pieces are reserved for personal data. */
    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.OUTPUT,
                Section.CORPUS,
                Section.CURATE,
                Section.ofResult("vocabulary.reserved-pieces", config -> config.vocabulary()
                        .reservedPieces()));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        if (!config.curate().isOn()) {
            throw new InvalidConfigException(
                    List.of(
                            "curate.presets = []: no rule is on; set curate.exact-duplicates, curate.presets or another key of the section"));
        }
        Curation.of(config).check();
    }

    @Override
    public Optional<Refusal> refusal(SparkSession spark, RunConfig config, Path folder) {
        return Curation.of(config).refusal(spark.sparkContext().hadoopConfiguration(), folder);
    }

    /** The number of rows that are no documents, over all reasons. */
    private static long rejected(SmallTable byReason) {
        return byReason.rows().stream().mapToLong(row -> row.getLong(1)).sum();
    }

    @Override
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        Path output = context.output();
        var documents = Corpus.documents(context.spark(), config);
        try (var side = new SideBySide()) {
            Supplier<SmallTable> origins =
                    side.start(() -> Origins.write(context.spark(), config, UnseenDocuments.ALL, output));
            Curation.Result result = Curation.of(config).run(documents, output, new Path(output, KEPT), context::phase);
            Map<String, Long> counts = new TreeMap<>(result.counts());
            counts.put("rejected", rejected(origins.get()));
            DataPage.write(context, Map.of(), result.tables(), origins.get());
            List<String> summary = new ArrayList<>(result.lines());
            summary.add(DataPage.line(context));
            return new StepResult(counts, summary);
        }
    }
}
