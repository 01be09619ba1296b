package cloze.jobs;

import cloze.artifact.ModelCards;
import cloze.artifact.ModelNetwork;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidInputException;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.release.ModelFolder;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.run.StepContext;
import cloze.run.StepResult;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Imports a published model: validates it, converts it to the current parameter names and to 32-bit floats, and draws
 * the heads that it lacks.
 */
public final class ImportJob implements Job {
    public static void main(String[] arguments) {
        JobRunner.main(new ImportJob(), arguments);
    }

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String description() {
        return "checks a BERT in Hugging Face's layout and adds the heads it lacks";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, Section.MODEL);
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        ModelFolder model = open(spark.sparkContext().hadoopConfiguration(), config);
        model.check();
        model.requireVocabulary();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        return List.of("Would import %s, %s, into %s"
                .formatted(
                        config.model(),
                        ModelNetwork.shape(open(spark.sparkContext().hadoopConfiguration(), config)
                                .network()),
                        output(config)));
    }

    @Override
    public StepResult run(StepContext context) throws IOException {
        RunConfig config = context.config();
        ModelFolder model = open(context.hadoop(), config);
        context.phase("reading " + model.path());
        ModelWeights weights = model.weights(config.seed());
        Vocabulary vocabulary = model.requireVocabulary();
        var folder = ModelFolder.at(context.output().getFileSystem(context.hadoop()), context.output());
        folder.write(weights, vocabulary, model.tokenizer());
        folder.writeText(
                ModelCards.FILE,
                ModelCards.card(
                                config,
                                weights.network(),
                                vocabulary,
                                model.tokenizer(),
                                Optional.empty(),
                                Optional.empty())
                        .facts(
                                "Origin",
                                List.of("imported from a folder `%s`"
                                        .formatted(model.path().getName())))
                        .text());
        List<String> summary = new ArrayList<>(model.notes(weights));
        summary.add(ModelNetwork.shape(weights.network()));
        return new StepResult(
                Map.of(ModelFolder.STEP_COUNT, (long) model.step(), "pieces", (long) vocabulary.size()), summary);
    }

    private static ModelFolder open(Configuration hadoop, RunConfig config) throws IOException {
        TrainedModel model = TrainedModel.at(hadoop, config.model());
        if (model instanceof ModelFolder folder) {
            return folder;
        }
        throw new InvalidInputException(
                "model = %s: expected a model folder with a config.json, found a checkpoint; the export job writes it as one"
                        .formatted(config.model()));
    }
}
