package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.error.InvalidInputException;
import cloze.network.parameter.ParameterLayout;
import cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of fine-tuned models, BertForSequenceClassification in transformers. */
class ClassifierFolderTest {
    private static final List<String> LABELS = List.of("good", "so \"so\"", "schlecht ü");

    @TempDir
    Path folder;

    private static ModelWeights preTrained() {
        return ModelFolderTest.model(ModelFolderTest.network(HiddenAct.GELU));
    }

    private ModelFolder write(String name, ModelWeights model) throws IOException {
        ModelFolder written = GoldenModel.folder(Files.createDirectories(folder.resolve(name)));
        written.write(model, ModelFolderTest.VOCABULARY, ModelFolderTest.TOKENIZER);
        return written;
    }

    private static Map<String, Tensor> byName(ModelWeights weights) {
        return weights.parameters().stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
    }

    @Test
    void aClassifierStartsFromEncoderAndPooler() {
        ModelWeights model = preTrained();
        Map<String, Tensor> before = byName(model);
        Map<String, Tensor> after = byName(model.classifier(LABELS, 7));
        after.forEach((name, tensor) -> {
            if (name.startsWith("encoder.")) {
                assertThat(tensor).isEqualTo(before.get(name));
            }
        });
        assertThat(after.get("classifier.poolerKernel").values())
                .isEqualTo(before.get("next-sentence.poolerKernel").values());
        assertThat(after.get("classifier.poolerBias").values())
                .isEqualTo(before.get("next-sentence.poolerBias").values());
        assertThat(after.get("classifier.outputBias").values()).containsOnly(0).hasSize(3);
        float[] drawn = after.get("classifier.outputKernel").values();
        assertThat(drawn).hasSize(3 * 12).doesNotContain(0);
        assertThat(drawn)
                .isNotEqualTo(byName(model.classifier(LABELS, 8))
                        .get("classifier.outputKernel")
                        .values());
    }

    @Test
    void whatIsReadAndWrittenAgainIsTheSameBytes() throws IOException {
        ModelWeights model = preTrained().classifier(LABELS, 7);
        ModelWeights read = write("first", model).classifier();
        assertThat(read.labels()).isEqualTo(LABELS);
        assertThat(read.parameters()).isEqualTo(model.parameters());
        write("second", read);
        for (String name : List.of("config.json", "model.safetensors", "vocab.txt")) {
            assertThat(folder.resolve("second").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(name));
        }
    }

    @Test
    void readAsAModelOfPreTrainingItHasEncoderAndPoolerAlone() throws IOException {
        ModelWeights classifier = preTrained().classifier(LABELS, 7);
        ModelFolder written = write("model", classifier);
        written.check();
        ModelWeights read = written.weights(3);
        assertThat(read.labels()).isEmpty();
        assertThat(read.drawn()).containsExactlyInAnyOrder(ModelPart.MASKED_LM_HEAD, ModelPart.NEXT_SENTENCE_HEAD);
        assertThat(read.parameters())
                .extracting(Tensor::name)
                .isEqualTo(ParameterLayout.of(read.network()).stream()
                        .map(shape -> shape.name())
                        .toList());
        assertThat(byName(read).get("next-sentence.poolerKernel").values())
                .isEqualTo(byName(classifier).get("classifier.poolerKernel").values());
    }

    @Test
    void aModelOfPreTrainingIsNoClassifier() throws IOException {
        ModelFolder written = write("model", preTrained());
        assertThatThrownBy(written::classifier)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("describes a classifier that is not supported")
                .hasMessageContaining("id2label = : expected the names of two or more different classes");
    }

    /** Each fault is a replacement in the config.json of a sound folder, and what the message says of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"2\" : | \"3\" : | expected a name for 2 of 3 classes",
                "\"0\" : \"good\" | \"0\" : 5 | expected a name for 0 of 3 classes, found 5",
                "\"0\" : \"good\" | \"0\" : \"schlecht ü\" | expected the names of two or more different classes",
                "single_label | multi_label | problem_type = \"multi_label_classification\": expected \"single_label_classification\"",
                "\"0\" : \"good\" | \"0\" : \"good\", \"3\" : \"more\" | classifier.bias: expected shape [4], found [3]"
            })
    void aFolderThatContradictsItselfIsRefused(String from, String to, String message) throws IOException {
        ModelFolder written = write("model", preTrained().classifier(LABELS, 7));
        Path config = folder.resolve("model/config.json");
        String sound = Files.readString(config);
        assertThat(sound).contains(from);
        Files.writeString(config, sound.replace(from, to));
        assertThatThrownBy(written::classifier)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFolderWithoutThePoolerIsRefused() throws IOException {
        ModelWeights model = preTrained().classifier(LABELS, 7);
        ModelFolder written = write("model", model);
        byte[] bytes = Files.readAllBytes(folder.resolve("model/model.safetensors"));
        // Another name of the same length leaves the file as sound as it was.
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(
                folder.resolve("model/model.safetensors"),
                text.replace("\"bert.pooler.dense.", "\"bert.poller.dense.")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(Files.readAllBytes(folder.resolve("model/model.safetensors")))
                .isNotEqualTo(Arrays.copyOf(bytes, bytes.length));
        assertThatThrownBy(written::classifier)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the pooler is missing");
    }
}
