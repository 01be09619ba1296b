package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidInputException;
import cloze.network.parameter.Initialization;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests folders as various programs and versions write them. */
class ImportedModelTest {
    private static final String QUERY = "bert.encoder.layer.0.attention.self.query.weight";
    private static final String WORDS = "bert.embeddings.word_embeddings.weight";

    @TempDir
    Path folder;

    private ModelWeights read(HandWrittenFolder written) throws IOException {
        return written.write(folder).weights(5);
    }

    private static float[] parameter(ModelWeights model, String name) {
        return model.parameters().stream()
                .filter(tensor -> tensor.name().equals(name))
                .map(Tensor::values)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyElementOfEveryTensorFindsItsPlace() throws IOException {
        ModelWeights model = read(HandWrittenFolder.complete());

        assertThat(model.network().hiddenAct()).isEqualTo(HiddenAct.GELU);
        assertThat(model.drawn()).isEmpty();
        assertLinear(model, "encoder.layer0.attentionOutput", "bert.encoder.layer.0.attention.output.dense", 4, 4);
        assertLinear(model, "encoder.layer0.intermediate", "bert.encoder.layer.0.intermediate.dense", 4, 6);
        assertLinear(model, "encoder.layer0.output", "bert.encoder.layer.0.output.dense", 6, 4);
        assertLinear(model, "masked-lm.transform", "cls.predictions.transform.dense", 4, 4);
        assertLinear(model, "next-sentence.pooler", "bert.pooler.dense", 4, 4);
        assertLinear(model, "next-sentence.output", "cls.seq_relationship", 4, 2);
        float[] qkv = parameter(model, "encoder.layer0.qkvKernel");
        float[] qkvBias = parameter(model, "encoder.layer0.qkvBias");
        List<String> projections = List.of("query", "key", "value");
        for (int which = 0; which < 3; which++) {
            String theirs = "bert.encoder.layer.0.attention.self." + projections.get(which);
            for (int o = 0; o < 4; o++) {
                assertThat(qkvBias[which * 4 + o]).isEqualTo(HandWrittenFolder.value(theirs + ".bias", o, 0));
                for (int i = 0; i < 4; i++) {
                    assertThat(qkv[i * 12 + which * 4 + o])
                            .isEqualTo(HandWrittenFolder.value(theirs + ".weight", o, i));
                }
            }
        }
        assertSame(model, "encoder.wordEmbeddings", WORDS);
        assertSame(model, "encoder.positionEmbeddings", "bert.embeddings.position_embeddings.weight");
        assertSame(model, "encoder.tokenTypeEmbeddings", "bert.embeddings.token_type_embeddings.weight");
        assertNorm(model, "encoder.embeddingsNorm", "bert.embeddings.LayerNorm");
        assertNorm(model, "encoder.layer0.attentionNorm", "bert.encoder.layer.0.attention.output.LayerNorm");
        assertNorm(model, "encoder.layer0.outputNorm", "bert.encoder.layer.0.output.LayerNorm");
        assertNorm(model, "masked-lm.transformNorm", "cls.predictions.transform.LayerNorm");
        assertSame(model, "masked-lm.outputBias", "cls.predictions.bias");
    }

    private static void assertLinear(ModelWeights model, String ours, String theirs, int in, int out) {
        float[] kernel = parameter(model, ours + "Kernel");
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                assertThat(kernel[i * out + o]).isEqualTo(HandWrittenFolder.value(theirs + ".weight", o, i));
            }
        }
        assertSame(model, ours + "Bias", theirs + ".bias");
    }

    private static void assertNorm(ModelWeights model, String ours, String theirs) {
        assertSame(model, ours + "Gamma", theirs + ".weight");
        assertSame(model, ours + "Beta", theirs + ".bias");
    }

    private static void assertSame(ModelWeights model, String ours, String theirs) {
        assertThat(parameter(model, ours)).as(ours).isEqualTo(HandWrittenFolder.values(theirs));
    }

    @Test
    void olderNamesTiedCopiesAndBuffersAreUnderstood() throws IOException {
        ModelWeights plain =
                HandWrittenFolder.complete().write(folder.resolve("plain")).weights(5);
        HandWrittenFolder old = HandWrittenFolder.complete()
                .replaced("LayerNorm.weight", "LayerNorm.gamma")
                .replaced("LayerNorm.bias", "LayerNorm.beta")
                .with("cls.predictions.decoder.weight", new int[] {9, 4}, HandWrittenFolder.values(WORDS))
                .with("bert.embeddings.position_ids", "I64", new int[] {1, 8}, new byte[64])
                .renamed("cls.predictions.bias", "cls.predictions.decoder.bias");
        assertThat(old.write(folder.resolve("old")).weights(5)).isEqualTo(plain);
    }

    @Test
    void anEncoderAloneGetsHeadsOfItsOwn() throws IOException {
        HandWrittenFolder encoder = HandWrittenFolder.complete()
                .without("cls.")
                .without("bert.pooler")
                .replaced("bert.", "");
        ModelWeights model = read(encoder);

        assertThat(model.drawn())
                .containsExactlyInAnyOrder(ModelPart.POOLER, ModelPart.MASKED_LM_HEAD, ModelPart.NEXT_SENTENCE_HEAD);
        assertSame(model, "encoder.wordEmbeddings", WORDS);
        var initialization = new Initialization(model.network(), 5);
        for (ParameterShape shape : ParameterLayout.of(model.network())) {
            if (!shape.name().startsWith("encoder.")) {
                assertThat(parameter(model, shape.name())).isEqualTo(initialization.values(shape));
            }
        }
    }

    @Test
    void halfPrecisionIsWidened() throws IOException {
        byte[] ones = new byte[2 * 4];
        for (int i = 0; i < 4; i++) {
            ones[2 * i + 1] = 0x3c;
        }
        ModelWeights model =
                read(HandWrittenFolder.complete().with("bert.pooler.dense.bias", "F16", new int[] {4}, ones));
        assertThat(parameter(model, "next-sentence.poolerBias")).containsExactly(1, 1, 1, 1);
    }

    private void assertRefused(HandWrittenFolder written, String... parts) {
        assertThatThrownBy(() -> read(written))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContainingAll(parts);
    }

    @Test
    void aWrongShapeIsNamedWithWhatWasExpected() {
        assertRefused(
                HandWrittenFolder.complete().with(QUERY, new int[] {2, 4}, new float[8]),
                QUERY + ": expected shape [4, 4], found [2, 4]");
    }

    @Test
    void manyFaultsAreOneMessage() {
        assertRefused(
                HandWrittenFolder.complete().without("bert.encoder"),
                "bert.encoder.layer.0.attention.output.LayerNorm.bias [4] is missing",
                "and 6 more");
    }

    @Test
    void aTensorOfAnotherNetworkIsNamed() {
        assertRefused(
                HandWrittenFolder.complete().with("qa_outputs.weight", new int[] {2, 1}, 1, 2),
                "qa_outputs.weight [2, 1] is not a tensor of it");
    }

    @Test
    void halfAHeadIsNoHead() {
        assertRefused(
                HandWrittenFolder.complete().without("cls.seq_relationship.bias"),
                "cls.seq_relationship.bias [2] is missing");
    }

    @Test
    void oneTensorUnderTwoNamesIsAmbiguous() {
        assertRefused(
                HandWrittenFolder.complete().with("embeddings.LayerNorm.gamma", new int[] {4}, new float[4]),
                "bert.embeddings.LayerNorm.weight and embeddings.LayerNorm.gamma are names of the same tensor");
    }

    @Test
    void aDecoderOfItsOwnIsRefused() {
        assertRefused(
                HandWrittenFolder.complete().with("cls.predictions.decoder.weight", new int[] {9, 4}, new float[36]),
                "cls.predictions.decoder.weight to equal " + WORDS);
    }

    @Test
    void moreLayersThanTensorsAreRefusedAtOnce() {
        assertRefused(
                HandWrittenFolder.complete()
                        .withConfig("\"num_hidden_layers\": 1", "\"num_hidden_layers\": 2000000000"),
                "expected 2000000000 layers, found 30 tensors");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> read(
                        HandWrittenFolder.complete().with("bert.pooler.dense.bias", new int[] {4}, 0, 0, Float.NaN, 0)))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("bert.pooler.dense.bias to hold finite numbers, found NaN");
    }

    @Test
    void aFolderWithoutSafetensorsIsRefused() throws IOException {
        ModelFolder written = HandWrittenFolder.complete().write(folder);
        Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
        assertThatThrownBy(() -> written.weights(0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("model.safetensors", "safe_serialization=True");
    }

    @Test
    void aVocabularyOfMorePiecesThanRowsIsRefused() throws IOException {
        ModelFolder written = HandWrittenFolder.complete().write(folder);
        Files.writeString(
                folder.resolve("vocab.txt"),
                HandWrittenFolder.PIECES.stream().collect(Collectors.joining("\n", "", "\none\nmore\n")));
        assertThatThrownBy(written::vocabulary)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("at most 9 pieces", "found 11");
    }
}
