package cloze.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.Corpus;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.inference.BertFillMask;
import cloze.jobs.command.Command;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobContext;
import cloze.jobs.command.JobResult;
import cloze.jobs.command.JobRunner;
import cloze.release.TrainedModel;
import cloze.table.CsvFile;
import cloze.table.SmallTable;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Says which pieces may stand at each [MASK]: of a text on the command line, which is answered there, or of documents. */
public final class FillMaskJob implements Job {
    static final String TABLE = "predictions";

    /** Place of the [MASK] among those of its document, from 1. */
    static final String MASK = "mask";

    /** 1: the likeliest piece. */
    static final String RANK = "rank";

    private static final int SHOWN = 10;

    public static void main(String[] arguments) {
        JobRunner.main(new FillMaskJob(), arguments);
    }

    @Override
    public String name() {
        return "fill-mask";
    }

    @Override
    public String description() {
        return "prints the most probable pieces for each [MASK] of a text";
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.OUTPUT,
                Section.ofResult("top-k", RunConfig::topK),
                Section.CORPUS,
                Section.MODEL,
                Section.aside("text"));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        boolean hasDocuments =
                Corpus.isGenerated(config.corpus()) || !config.corpus().paths().isEmpty();
        if (hasDocuments != config.text().isEmpty()) {
            throw new InvalidConfigException(
                    List.of(
                            hasDocuments
                                    ? "text = %s: must be empty when a corpus is named; leave one of the two out"
                                            .formatted(config.text())
                                    : "text = \"\": must hold a text with [MASK], unless corpus.input names documents that do"));
        }
        if (!hasDocuments && !config.text().contains(Vocabulary.MASK)) {
            throw new InvalidInputException(
                    "text = %s: expected at least one %s, found none".formatted(config.text(), Vocabulary.MASK));
        }
        TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
        model.check();
        model.requireVocabulary();
        model.tokenizer();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would fill the masks of %s with %s into %s"
                .formatted(Corpus.named(config), config.model(), output(config)));
    }

    @Override
    public Command chosen(RunConfig config) {
        return config.text().isEmpty() ? this : new FilledText(this);
    }

    @Override
    public JobResult run(JobContext context) {
        RunConfig config = context.config();
        Dataset<Row> documents = Corpus.documents(context.spark(), config);
        Row counted = documents
                .agg(count(lit(1)), count(when(col(Documents.TEXT).contains(Vocabulary.MASK), true)))
                .first();
        long asked = counted.getLong(1);
        long without = counted.getLong(0) - asked;
        if (asked == 0) {
            throw new InvalidInputException("%s: expected documents with %s, found none in %d"
                    .formatted(Corpus.named(config), Vocabulary.MASK, without));
        }
        context.phase("filling masks");
        guesses(config, context.spread(documents)).write().parquet(context.below(TABLE));
        Dataset<Row> written =
                context.spark().read().parquet(context.below(TABLE)).orderBy(Documents.DOCUMENT_ID, MASK, RANK);
        CsvFile.write(written, new Path(context.output(), TABLE + ".csv"));
        Dataset<Row> best = written.where(col(RANK).equalTo(1)).drop(Documents.TEXT);
        long masks = best.count();
        List<String> summary = new ArrayList<>(new SmallTable(best.schema(), best.takeAsList(SHOWN))
                .markdown()
                .lines()
                .toList());
        summary.add("%d masks in %d documents; %d documents have none".formatted(masks, asked, without));
        return new JobResult(Map.of("documents", asked, "documents_without_mask", without, "masks", masks), summary);
    }

    /** A row per document, mask and rank. */
    private static Dataset<Row> guesses(RunConfig config, Dataset<Row> documents) {
        Dataset<Row> filled = new BertFillMask()
                .setModel(config.model())
                .setInputCol(Documents.TEXT)
                .setOutputCol("masks")
                .setTopK(config.topK())
                .transform(documents.select(Documents.DOCUMENT_ID, Documents.TEXT));
        return filled.select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        posexplode(col("masks")).as(new String[] {MASK, "guesses"}))
                .select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        col(MASK),
                        posexplode(col("guesses")).as(new String[] {RANK, "guess"}))
                .select(
                        col(Documents.DOCUMENT_ID),
                        col(Documents.TEXT),
                        col(MASK).plus(1).as(MASK),
                        col(RANK).plus(1).as(RANK),
                        col("guess.*"));
    }
}
