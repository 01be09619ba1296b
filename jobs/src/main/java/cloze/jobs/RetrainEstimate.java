package cloze.jobs;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.pretrain.TrainingEstimate;
import cloze.release.TrainedModel;
import cloze.retrain.RegistryState;
import cloze.train.plan.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Estimates the time of a retraining. The estimate is an upper bound: a run learns which documents are new only by reading them. */
final class RetrainEstimate {
    private RetrainEstimate() {}

    /**
     * Returns the estimate as lines for a dry run.
     *
     * @param config the run's own configuration
     * @param settings what the run would prepare and train with
     */
    static List<String> lines(SparkSession spark, RunConfig config, RunConfig settings, RegistryState state)
            throws IOException {
        double replayed = state.champion().isPresent() ? config.retrain().replayFraction() : 0;
        long examples = Math.round(Estimate.trainingExamples(spark, config) / (1 - replayed));
        List<String> lines = new ArrayList<>();
        lines.add("If every document is new, for the examples:");
        lines.add(Estimate.ofText(spark, config, PrepareJob.MEGABYTES_PER_SECOND));
        lines.add("About %d training examples; for the training:".formatted(examples));
        lines.addAll(new TrainingEstimate(
                        network(spark, settings), settings.training(), config.examples(), Estimate.cores(spark))
                .lines(new TrainingPlan(settings.training(), List.of(examples), config.seed())));
        return lines;
    }

    private static NetworkConfig network(SparkSession spark, RunConfig settings) throws IOException {
        if (!settings.model().isEmpty()) {
            return TrainedModel.at(spark.sparkContext().hadoopConfiguration(), settings.model())
                    .network();
        }
        return settings.network().vocabSize() == 0
                ? settings.network().withVocabSize(settings.vocabulary().vocabSize())
                : settings.network();
    }
}
