package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import cloze.network.ReferenceLogits;
import cloze.network.graph.BertNetwork;
import cloze.network.parameter.ParameterLayout;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.tensor.Tensor;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.NoOp;

class ModelFolderTest {
    static final Vocabulary VOCABULARY = Vocabulary.of(
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "fish", "##es", "<url>", "swims"), "a list");

    static final PublishedTokenizer TOKENIZER = PublishedTokenizer.reserving(Casing.KEEP, List.of("<url>"));

    @TempDir
    Path folder;

    static NetworkConfig network(HiddenAct activation) {
        return new NetworkConfig(Kind.BERT, 11, 12, 2, 3, 20, 0.1, 0.1, 16, 2, Initializer.SCALED, 0.02, activation);
    }

    /** Draws parameters that are never 0, so that a lost one is detected. */
    static ModelWeights model(NetworkConfig network) {
        var random = new SplittableRandom(3);
        List<Tensor> parameters = ParameterLayout.of(network).stream()
                .map(shape -> new Tensor(
                        shape.name(),
                        shape.extents(),
                        floats(random.doubles(shape.length(), -0.7, 0.7).toArray())))
                .toList();
        return new ModelWeights(network, parameters, Set.of());
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private ModelFolder write(String name, ModelWeights model) throws IOException {
        ModelFolder written = GoldenModel.folder(Files.createDirectories(folder.resolve(name)));
        written.write(model, VOCABULARY, TOKENIZER);
        return written;
    }

    @Test
    void whatIsReadAndWrittenAgainIsTheSameBytes() throws IOException {
        ModelWeights model = model(network(HiddenAct.GELU));
        ModelFolder first = write("first", model);
        ModelWeights read = first.weights(0);
        assertThat(read.parameters()).isEqualTo(model.parameters());
        GoldenModel.folder(Files.createDirectories(folder.resolve("second")))
                .write(read, first.vocabulary().orElseThrow(), first.tokenizer());

        for (String name : List.of(
                "config.json",
                "model.safetensors",
                "vocab.txt",
                "tokenizer.json",
                "tokenizer_config.json",
                "special_tokens_map.json")) {
            assertThat(folder.resolve("second").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(name));
        }
        try (var files = Files.list(folder.resolve("first"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @ParameterizedTest
    @EnumSource(HiddenAct.class)
    void aReferenceInDoublePrecisionGivesTheLogitsOfAnExportedModel(HiddenAct activation) throws IOException {
        ModelWeights model = write("model", model(network(activation))).weights(0);
        Minibatch batch = Minibatch.of(List.of(example(16, 7, 3, 9), example(5, 2, 1), example(9, 8, 4)), 0);
        ReferenceLogits reference = ReferenceLogits.of(model.network(), model.parameters(), batch);

        BertNetwork network = model.open(new NoOp());
        network.evaluate(batch);
        for (int row = 0; row < 3; row++) {
            assertClose(network.nextSentenceLogits(row), reference.nextSentence(row));
        }
        for (int masked = 0; masked < 4; masked++) {
            assertClose(network.maskedLmLogits(masked), reference.maskedLm(masked, 11));
        }
        network.close();
    }

    private static MaskedExample example(int length, int secondSegment, int... masked) {
        int[] ids = new SplittableRandom(length).ints(length, 0, 11).toArray();
        int[] segments =
                IntStream.range(0, length).map(t -> t < secondSegment ? 0 : 1).toArray();
        return new MaskedExample("made up", ids, segments, masked, new int[masked.length], 0);
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    /** Runs the lines of the example in the module's README. */
    @Test
    void isAPlainComputationGraphToDeeplearning4j() throws IOException {
        ModelWeights model = write("model", model(network(HiddenAct.GELU_NEW))).weights(0);

        try (BertNetwork network = model.open(new NoOp())) {
            int[] ids = {2, 5, 4, 9, 3}; // [CLS] a [MASK] swims [SEP]
            var text = new MaskedExample("text", ids, new int[5], new int[] {2}, new int[] {0}, 0);
            network.evaluate(Minibatch.of(List.of(text), 0));
            float[] logits = network.maskedLmLogits(0);

            assertThat(logits).hasSize(11);
        }
    }

    @Test
    void parametersAreThoseOfABuiltNetworkInItsOrder() {
        NetworkConfig network = network(HiddenAct.GELU);
        Map<String, List<Long>> built = new LinkedHashMap<>();
        try (BertNetwork bert = model(network).open(new NoOp())) {
            bert.graph()
                    .paramTable()
                    .forEach((name, view) ->
                            built.put(name, Arrays.stream(view.shape()).boxed().toList()));
        }
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        ParameterLayout.of(network).forEach(shape -> expected.put("bert_" + shape.name(), shape.extents()));
        assertThat(built.entrySet()).containsExactlyElementsOf(expected.entrySet());
    }

    @Test
    void theTokenizerIsReadBack() throws IOException {
        ModelFolder written = write("model", model(network(HiddenAct.GELU)));
        assertThat(written.tokenizer()).isEqualTo(TOKENIZER);
        assertThat(written.vocabulary()).hasValue(VOCABULARY);
        assertThat(Files.readString(folder.resolve("model/tokenizer_config.json")))
                .contains(
                        "\"do_lower_case\" : false",
                        "\"model_max_length\" : 16",
                        "\"tokenizer_class\" : \"BertTokenizer\"");
    }

    @Test
    void aTokenizerThatCutsOtherwiseIsRefused() throws IOException {
        ModelFolder written = write("model", model(network(HiddenAct.GELU)));
        Files.writeString(
                folder.resolve("model/tokenizer_config.json"), "{\"do_lower_case\": true, \"strip_accents\": false}");
        assertThatThrownBy(written::tokenizer)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("tokenizer_config.json", "strip_accents = false");
    }

    @Test
    void aNetworkThatTransformersDoesNotHaveIsNotExported() {
        NetworkConfig pooled =
                new NetworkConfig(Kind.POOLED, 11, 12, 2, 3, 20, 0, 0, 16, 2, Initializer.BERT, 0.02, HiddenAct.GELU);
        assertThatThrownBy(() -> write("model", model(pooled)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("network.kind = pooled");
        assertThat(folder.resolve("model/config.json")).doesNotExist();
    }
}
