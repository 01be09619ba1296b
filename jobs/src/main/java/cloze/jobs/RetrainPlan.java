package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.pretrain.TrainingEstimate;
import cloze.release.TrainedModel;
import cloze.retrain.RegistryState;
import cloze.retrain.Retraining;
import cloze.train.plan.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Describes what a retrain run would do, as far as it is known before documents are read. */
final class RetrainPlan {
    private RetrainPlan() {}

    /** Returns lines for a dry run. */
    static List<String> lines(SparkSession spark, RunConfig config, RegistryState state) throws IOException {
        String from = state.champion()
                .map(champion -> "%s of %s, learning rate %s"
                        .formatted(champion, config.registry(), config.retrain().learningRate()))
                .orElse("scratch, as %s has no version yet".formatted(config.registry()));
        List<String> lines = new ArrayList<>();
        lines.add("Would look in %s for documents that %d earlier run(s) have not seen"
                .formatted(Corpus.named(config), state.seen().size()));
        lines.add(
                "Would train on them, mixed with examples of %d earlier run(s) that make up a share of %s, starting from %s"
                        .formatted(state.lineage().size(), config.retrain().replayFraction(), from));
        lines.addAll(estimate(spark, config, state));
        return lines;
    }

    /**
     * Returns an upper bound of the time. Which documents are new is known only once they are read, so all are assumed
     * to be.
     */
    private static List<String> estimate(SparkSession spark, RunConfig config, RegistryState state) throws IOException {
        RunConfig settings = new Retraining(spark, config).settings(state);
        NetworkConfig configured = settings.network().vocabSize() == 0
                ? settings.network().withVocabSize(settings.vocabulary().vocabSize())
                : settings.network();
        NetworkConfig network = settings.model().isEmpty()
                ? configured
                : TrainedModel.at(spark.sparkContext().hadoopConfiguration(), settings.model())
                        .network();
        double replayed = state.champion().isPresent() ? config.retrain().replayFraction() : 0;
        long examples = Math.round(Estimate.trainingExamples(spark, config) / (1 - replayed));
        List<String> lines = new ArrayList<>();
        lines.add("If every document is new, for the examples:");
        lines.add(Estimate.ofText(spark, config, PrepareJob.MEGABYTES_PER_SECOND));
        lines.add("About %d training examples; for the training:".formatted(examples));
        lines.addAll(new TrainingEstimate(
                        network, settings.training(), config.examples(), Estimate.coresOf(spark, settings.training()))
                .lines(new TrainingPlan(settings.training(), List.of(examples), config.seed())));
        return lines;
    }
}
