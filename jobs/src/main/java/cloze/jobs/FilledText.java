package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.inference.BertFillMask;
import cloze.inference.Guess;
import cloze.inference.ModelSession;
import cloze.inference.ServedModel;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.release.ModelPart;
import cloze.release.TrainedModel;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fills the masks of the text that the configuration holds, and answers on the terminal: no folder is written.
 *
 * @param job of documents; checks are the same
 */
record FilledText(FillMaskJob job) implements Task {
    @Override
    public String name() {
        return job.name();
    }

    @Override
    public String description() {
        return job.description();
    }

    @Override
    public List<Section> sections() {
        return job.sections();
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        job.check(spark, config);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would fill the masks of one text with " + config.model());
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws IOException {
        check(spark, config);
        ServedModel model = ServedModel.of(TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model()));
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
                .add(FillMaskJob.MASK, DataTypes.IntegerType)
                .add(FillMaskJob.RANK, DataTypes.IntegerType)
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
}
