package cloze.jobs;

import static org.apache.spark.sql.functions.col;

import cloze.artifact.Corpus;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.inference.MaskGuesses;
import cloze.jobs.command.Command;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.release.TrainedModel;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.CsvFile;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Predicts the pieces at each [MASK], in documents or in a single text given on the command line. */
public final class FillMaskJob implements Job {
    static final String TABLE = "predictions";

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
                Corpus.isGenerated(config.corpus()) || !config.corpus().input().isEmpty();
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
        TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model())
                .checkForText();
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
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        Dataset<Row> documents = Corpus.documents(context.spark(), config);
        MaskGuesses.Asked asked = MaskGuesses.count(documents);
        if (asked.masked() == 0) {
            throw new InvalidInputException("%s: expected documents with %s, found none in %d"
                    .formatted(Corpus.named(config), Vocabulary.MASK, asked.unmasked()));
        }
        context.phase("filling masks");
        MaskGuesses.of(context.spread(documents), config.model(), config.topK())
                .write()
                .parquet(context.below(TABLE));
        Dataset<Row> written = StoredTable.read(context.spark(), new Path(context.output(), TABLE))
                .orderBy(Documents.DOCUMENT_ID, MaskGuesses.MASK, MaskGuesses.RANK);
        CsvFile.write(written, new Path(context.output(), TABLE + ".csv"));
        Dataset<Row> best = written.where(col(MaskGuesses.RANK).equalTo(1)).drop(Documents.TEXT);
        long masks = best.count();
        var shown = new SmallTable(best.schema(), best.takeAsList(SHOWN));
        List<String> summary = new ArrayList<>(shown.markdown().lines().toList());
        summary.add(
                "%d masks in %d documents; %d documents have none".formatted(masks, asked.masked(), asked.unmasked()));
        return new StepResult(
                Map.of("documents", asked.masked(), "documents_without_mask", asked.unmasked(), "masks", masks),
                summary);
    }
}
