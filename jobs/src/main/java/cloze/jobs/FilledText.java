package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.inference.MaskGuesses;
import cloze.inference.ModelSession;
import cloze.inference.ServedModel;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.release.ModelPart;
import cloze.release.TrainedModel;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Fills the masks of the text in the configuration, and prints the answer without writing an output folder.
 *
 * @param job the job for documents, whose checks apply here too
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
            return MaskGuesses.table(session.fill(config.text(), config.topK()))
                    .markdown()
                    .lines()
                    .toList();
        }
    }
}
