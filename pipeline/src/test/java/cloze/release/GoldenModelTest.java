package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.network.ReferenceLogits;
import cloze.network.graph.BertNetwork;
import cloze.shard.Minibatch;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.NoOp;

/** Tests that models written by transformers yield the logits and losses that transformers computes. */
@Tag("data")
class GoldenModelTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({"gelu-erf, GELU", "gelu-tanh, GELU_NEW"})
    void logitsAndLossesAreThoseOfTransformers(String name, HiddenAct activation) throws IOException {
        ModelWeights model = GoldenModel.weights(name);
        assertThat(model.network().hiddenAct()).isEqualTo(activation);
        assertThat(model.drawn()).isEmpty();
        JsonNode golden = GoldenModel.json(name + "/golden.json");
        Minibatch batch = GoldenModel.minibatch(golden.get("rows"), 0);
        ReferenceLogits reference = ReferenceLogits.of(model.network(), model.parameters(), batch);

        BertNetwork network = model.open(new NoOp());
        network.evaluate(batch);
        int masked = 0;
        for (int row = 0; row < golden.get("rows").size(); row++) {
            JsonNode expected = golden.get("rows").get(row);
            double[] nextSentence = GoldenModel.doubles(expected.get("nsp_logits"));
            assertThat(doubles(network.nextSentenceLogits(row))).containsExactly(nextSentence, within(TOLERANCE));
            assertThat(reference.nextSentence(row)).containsExactly(nextSentence, within(TOLERANCE));
            for (JsonNode logits : expected.get("mlm_logits")) {
                double[] maskedLm = GoldenModel.doubles(logits);
                assertThat(doubles(network.maskedLmLogits(masked))).containsExactly(maskedLm, within(TOLERANCE));
                assertThat(reference.maskedLm(masked, maskedLm.length)).containsExactly(maskedLm, within(TOLERANCE));
                masked++;
            }
        }
        TaskScores scores = network.scores();
        assertThat(scores.of(Task.MASKED_LM).count()).isEqualTo(masked);
        assertThat(scores.of(Task.MASKED_LM).loss())
                .isCloseTo(golden.get("masked_lm_loss").asDouble(), within(TOLERANCE));
        assertThat(scores.of(Task.NEXT_SENTENCE).loss())
                .isCloseTo(golden.get("next_sentence_loss").asDouble(), within(TOLERANCE));
        network.close();
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }
}
