package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.network.graph.BertNetwork;
import cloze.shard.Minibatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Compares a folder written here with what Hugging Face transformers reads from it. The system property cloze.python
 * names the Python that runs it.
 */
@Tag("slow")
@Tag("transformers")
class TransformersTest {
    private static final double TOLERANCE = 1e-4;

    private static final String ROWS =
            """
            [{"input_ids": [2, 5, 4, 7, 3, 4, 9, 3], "segment_ids": [0, 0, 0, 0, 0, 1, 1, 1],
              "masked_lm_positions": [2, 5], "masked_lm_ids": [6, 5], "next_sentence_labels": 0},
             {"input_ids": [2, 4, 3], "segment_ids": [0, 0, 0],
              "masked_lm_positions": [1], "masked_lm_ids": [8], "next_sentence_labels": 1}]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"GELU, gelu", "GELU_NEW, gelu_new"})
    void aFolderLoadsWithoutConversionAndGivesTheSameLogits(HiddenAct activation, String published)
            throws IOException, InterruptedException, URISyntaxException {
        ModelWeights model = ModelFolderTest.model(ModelFolderTest.network(activation));
        Path written = Files.createDirectories(folder.resolve("model"));
        GoldenModel.folder(written).write(model, ModelFolderTest.VOCABULARY, ModelFolderTest.TOKENIZER);
        JsonNode loaded = load(written, "a fishes swims <url> Fish");

        for (String keys : new String[] {"missing", "unexpected", "mismatched"}) {
            assertThat(loaded.get(keys)).as(keys).isEmpty();
        }
        assertThat(loaded.get("hidden_act").asText()).isEqualTo(published);
        assertThat(loaded.get("ids")).hasSize(4).allSatisfy(ids -> assertThat(GoldenModel.doubles(ids))
                .containsExactly(2, 5, 6, 7, 9, 8, 1, 3));
        assertSameLogits(model, loaded.get("rows"));
    }

    private static void assertSameLogits(ModelWeights model, JsonNode computed) throws IOException {
        JsonNode rows = new ObjectMapper().readTree(ROWS);
        Minibatch batch = GoldenModel.minibatch(rows, 0);
        BertNetwork network = model.open(new NoOp());
        network.evaluate(batch);
        int masked = 0;
        for (int row = 0; row < rows.size(); row++) {
            assertClose(network.nextSentenceLogits(row), computed.get(row).get("nsp_logits"));
            for (JsonNode logits : computed.get(row).get("mlm_logits")) {
                assertClose(network.maskedLmLogits(masked++), logits);
            }
        }
        network.close();
    }

    private static void assertClose(float[] ours, JsonNode theirs) {
        assertThat(IntStream.range(0, ours.length).mapToDouble(i -> ours[i]).toArray())
                .containsExactly(GoldenModel.doubles(theirs), within(TOLERANCE));
    }

    private JsonNode load(Path model, String text) throws IOException, InterruptedException, URISyntaxException {
        Path rows = Files.writeString(folder.resolve("rows.json"), ROWS);
        Path said = folder.resolve("said.json");
        Path complaints = folder.resolve("complaints.txt");
        var script = Path.of(
                TransformersTest.class.getResource("load_in_transformers.py").toURI());
        int exitCode = new ProcessBuilder(
                        System.getProperty("cloze.python"), script.toString(), model.toString(), rows.toString(), text)
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(complaints)).isZero();
        return new ObjectMapper().readTree(said.toFile());
    }
}
