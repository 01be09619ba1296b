package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import cloze.config.DroppingOut;
import cloze.config.TrainingConfig;
import cloze.dataset.Task;
import cloze.release.GoldenModel;
import cloze.release.ModelWeights;
import cloze.shard.Minibatch;
import cloze.testing.SparkSessionExtension;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import cloze.train.log.TrainingLogRow;
import cloze.train.synchronisation.FlatParameters;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole run of the trainer, one worker that averages with nobody after every step, beside the steps that google-research/bert's optimiser
 * takes with the same weights and minibatches in PyTorch.
 */
@Tag("spark")
@Tag("data")
@ExtendWith(SparkSessionExtension.class)
class TrajectoryTest {
    private static final double TOLERANCE_PERCENT = 0.01;
    private static final int BATCH_SIZE = 4;

    @TempDir
    Path folder;

    /** The minibatches of a trajectory in their order; travels as text. */
    private record GoldenBatches(String json) implements MinibatchSource {
        @Override
        public Minibatch load(long from, long to, long key) {
            try {
                return GoldenModel.minibatch(new ObjectMapper().readTree(json).get((int) from / BATCH_SIZE), key);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"reference_no_bias_correction, false", "with_bias_correction, true"})
    void everyStepIsTheReferences(String variant, boolean corrected, SparkSession spark) throws IOException {
        JsonNode golden = GoldenModel.json("trajectory.json");
        JsonNode settings = golden.get("settings");
        int steps = settings.get("total_steps").asInt();
        TrainingConfig training = TrainingSettings.of(
                "workers=1",
                "averaging-frequency=1",
                "train-batch-size=" + BATCH_SIZE,
                "epochs=0",
                "max-steps=" + steps,
                "learning-rate=" + settings.get("learning_rate"),
                "warmup-proportion=" + settings.get("warmup_steps").asDouble() / steps,
                "weight-decay=" + settings.get("weight_decay"),
                "max-grad-norm=" + settings.get("max_grad_norm"),
                "adam-bias-correction=" + corrected);
        ModelWeights start = GoldenModel.weights(golden.get("start").asText());
        var request = new PretrainingRequest(
                DroppingOut.of(start.network(), 0),
                training,
                1,
                List.of((long) steps * BATCH_SIZE),
                new InitialParameters.Given(
                        FlatParameters.of(start.network()).flat(start.parameters(), "the published model")),
                folder.toString(),
                variant);
        MinibatchSource source = new GoldenBatches(golden.get("batches").toString());

        List<TrainingLogRow> log = TinyPretraining.of(spark, request, TinyPretraining.hooks(spark, epoch -> source))
                .run()
                .log();
        assertThat(log).hasSize(steps);
        for (TrainingLogRow row : log) {
            JsonNode expected = golden.get(variant).get(row.round());
            assertClose(row.learningRate(), expected, "lr");
            assertClose(row.metrics().loss(Task.MASKED_LM), expected, "masked_lm_loss");
            assertClose(row.metrics().loss(Task.NEXT_SENTENCE), expected, "next_sentence_loss");
            assertClose(row.gradientNorm(), expected, "gradient_norm");
        }
    }

    private static void assertClose(double actual, JsonNode expected, String field) {
        assertThat(actual)
                .as("%s of step %s", field, expected.get("step"))
                .isCloseTo(expected.get(field).asDouble(), withinPercentage(TOLERANCE_PERCENT));
    }
}
