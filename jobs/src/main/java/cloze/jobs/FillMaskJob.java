package cloze.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.inference.BertFillMask;
import cloze.inference.Guess;
import cloze.inference.ModelSession;
import cloze.inference.ServedModel;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobContext;
import cloze.jobs.command.JobResult;
import cloze.jobs.command.JobRunner;
import cloze.release.ModelPart;
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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Says which pieces may stand at each [MASK]: of a text on the command line, which is answered there, or of documents. */
public final class FillMaskJob implements Job {
    static final String TABLE = "predictions";

    /** Place of the [MASK] among those of its document, from 1. */
    private static final String MASK = "mask";

    /** 1: the likeliest piece. */
    private static final String RANK = "rank";

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
    public List<String> keys() {
        return Corpus.keys("model", "text", "top-k");
    }

    @Override
    public List<Object> dependsOn(RunConfig config) {
        return List.of(config.seed(), config.topK(), config.corpus());
    }

    @Override
    public List<String> inputs(RunConfig config) {
        List<String> inputs = new ArrayList<>(Corpus.inputs(config));
        inputs.add(config.model());
        return inputs;
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
        TrainedModel model = Model.open(spark.sparkContext().hadoopConfiguration(), config.model());
        model.check();
        model.requireVocabulary();
        model.tokenizer();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of(
                config.text().isEmpty()
                        ? "Would fill the masks of %s with %s into %s"
                                .formatted(Corpus.named(config), config.model(), output(config))
                        : "Would fill the masks of one text with " + config.model());
    }

    @Override
    public boolean answers(RunConfig config) {
        return !config.text().isEmpty();
    }

    @Override
    public List<String> answer(SparkSession spark, RunConfig config) throws IOException {
        ServedModel model = ServedModel.of(Model.open(spark.sparkContext().hadoopConfiguration(), config.model()));
        model.require(ModelPart.MASKED_LM_HEAD);
        try (ModelSession session = ModelSession.of(model)) {
            return table(session.fill(config.text(), config.topK()))
                    .markdown()
                    .lines()
                    .toList();
        }
    }

    private static SmallTable table(List<List<Guess>> masks) {
        var schema = new StructType()
                .add(MASK, DataTypes.IntegerType)
                .add(RANK, DataTypes.IntegerType)
                .add(BertFillMask.PIECE, DataTypes.StringType)
                .add(BertFillMask.PROBABILITY, DataTypes.DoubleType);
        List<Row> rows = new ArrayList<>();
        for (int mask = 0; mask < masks.size(); mask++) {
            List<Guess> guesses = masks.get(mask);
            for (int rank = 0; rank < guesses.size(); rank++) {
                Guess guess = guesses.get(rank);
                rows.add(RowFactory.create(mask + 1, rank + 1, guess.piece(), guess.probability()));
            }
        }
        return new SmallTable(schema, rows);
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
