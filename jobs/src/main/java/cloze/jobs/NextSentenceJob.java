package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.inference.BertNextSentence;
import cloze.inference.ReadPairs;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.release.TrainedModel;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.table.CsvFile;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Predicts for each pair of sentences the probability that the second follows the first. */
public final class NextSentenceJob implements Job {
    static final String TABLE = "scores";

    private static final int SHOWN = 10;

    /** Maximum characters of a sentence in the printed table. */
    private static final int WIDTH = 40;

    public static void main(String[] arguments) {
        JobRunner.main(new NextSentenceJob(), arguments);
    }

    @Override
    public String name() {
        return "next-sentence";
    }

    @Override
    public String description() {
        return "scores how likely one sentence follows another, for a file of pairs";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.OUTPUT, Section.MODEL, Section.ofFiles("pairs", config -> List.of(config.pairs())));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
        if (config.pairs().isEmpty()) {
            throw new InvalidConfigException(List.of("pairs = \"\": must name a file of sentence pairs"));
        }
        model.checkForText();
        new ReadPairs(config.pairs()).check(spark);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would score the pairs of %s with %s into %s"
                .formatted(config.pairs(), config.model(), output(config)));
    }

    @Override
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        Dataset<Row> pairs = new ReadPairs(config.pairs()).plan(context.spark());
        context.phase("scoring pairs");
        new BertNextSentence()
                .setModel(config.model())
                .transform(context.spread(pairs))
                .write()
                .parquet(context.below(TABLE));
        Dataset<Row> scores =
                StoredTable.read(context.spark(), new Path(context.output(), TABLE)).orderBy(ReadPairs.PAIR);
        long count = scores.count();
        if (count == 0) {
            throw new InvalidInputException(
                    "pairs = %s: expected sentence pairs, found none".formatted(config.pairs()));
        }
        CsvFile.write(scores, new Path(context.output(), TABLE + ".csv"));
        List<String> summary = new ArrayList<>(shown(scores).markdown().lines().toList());
        summary.add("%d pairs".formatted(count));
        return new StepResult(Map.of("pairs", count), summary);
    }

    /** Returns the first few rows, with sentences truncated to fit a terminal. */
    private static SmallTable shown(Dataset<Row> scores) {
        List<Row> rows = scores.takeAsList(SHOWN).stream()
                .map(row -> RowFactory.create(
                        row.get(0), shortened(row.getString(1)), shortened(row.getString(2)), row.get(3)))
                .toList();
        return new SmallTable(scores.schema(), rows);
    }

    private static String shortened(String sentence) {
        return sentence.codePointCount(0, sentence.length()) <= WIDTH
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, WIDTH - 1)) + "…";
    }
}
