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
 * What a training begins with.
 *
 * @param weights none where they are drawn
 * @param notes what is worth telling of them
 */
public record TrainingStart(List<Tensor> weights, List<String> notes) {
    /** The network of a run: that of the model to start from, where there is one. */
    public static NetworkConfig network(SparkSession spark, RunConfig config, PhasedExamples examples)
            throws IOException {
        if (config.model().isEmpty()) {
            return examples.network(config.network());
        }
        TrainedModel model = TrainedModel.at(spark.sparkContext().hadoopConfiguration(), config.model());
        return examples.network(ModelNetwork.of(config, model));
    }

    /** The weights of the model to start from, where there is one; it must have the pieces of {@code examples}. */
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
