package cloze.pretrain;

import cloze.artifact.ModelNetwork;
import cloze.artifact.PhasedExamples;
import cloze.artifact.PreparedExamples;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.run.StepContext;
import cloze.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The initial weights of a training.
 *
 * @param weights the weights of the model to start from; empty if the weights are drawn at random
 * @param notes remarks on the weights, for the summary
 */
public record TrainingStart(List<Tensor> weights, List<String> notes) {
    /** Returns the network of the run: that of the model to start from, or the configured one if there is no model. */
    public static NetworkConfig network(SparkSession spark, RunConfig config, PhasedExamples examples)
            throws IOException {
        if (config.model().isEmpty()) {
            return examples.network(config.network());
        }
        TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
        return examples.network(ModelNetwork.of(config, model));
    }

    /**
     * Loads the weights of the model to start from, if there is one. Its vocabulary must be that of {@code examples}.
     */
    static TrainingStart of(StepContext context, PreparedExamples examples) throws IOException {
        RunConfig config = context.config();
        if (config.model().isEmpty()) {
            return new TrainingStart(List.of(), List.of());
        }
        TrainedModel model = TrainedModel.at(context.hadoop(), config.model());
        examples.requireTokensOf(model);
        ModelWeights weights = model.weights(config.seed());
        return new TrainingStart(weights.parameters(), model.notes(weights));
    }
}
