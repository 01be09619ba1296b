package cloze.pretrain;

import cloze.artifact.ModelNetwork;
import cloze.artifact.PhasedExamples;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig.InitialOutputBias;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.run.StepContext;
import cloze.train.averaging.InitialParameters;
import cloze.train.synchronisation.FlatParameters;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The initial weights of a training.
 *
 * @param parameters those of the model to start from, or drawn at random
 * @param notes remarks on the weights, for the summary
 */
public record TrainingStart(InitialParameters parameters, List<String> notes) {
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
     * Loads the weights of the model to start from, or prepares to draw those of {@code network} if there is none. The
     * vocabulary of the model must be that of {@code examples}.
     */
    static TrainingStart of(StepContext context, PhasedExamples examples, NetworkConfig network) throws IOException {
        RunConfig config = context.config();
        if (config.model().isEmpty()) {
            float[] bias = config.training().initialOutputBias() == InitialOutputBias.ZERO
                    ? new float[0]
                    : LogFrequencies.of(examples, network.vocabSize());
            return new TrainingStart(new InitialParameters.Drawn(network, config.seed(), bias), List.of());
        }
        TrainedModel model = TrainedModel.at(context.hadoop(), config.model());
        examples.heldOut().requireTokensOf(model);
        ModelWeights weights = model.weights(config.seed());
        float[] flat = FlatParameters.of(network).flat(weights.parameters(), "the model to start from");
        return new TrainingStart(new InitialParameters.Given(flat), model.notes(weights));
    }
}
