package cloze.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.error.ClozeException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedConfigTest {
    private static NetworkConfig network(String json) {
        return PublishedConfig.network(json.getBytes(StandardCharsets.UTF_8), "config.json");
    }

    private static String with(String line) {
        return HandWrittenFolder.CONFIG.replace("{\n", "{\n" + line + ",\n");
    }

    @Test
    void whatIsNotSaidIsAsTransformersHasIt() {
        NetworkConfig network = network(HandWrittenFolder.CONFIG);
        assertThat(network.hiddenDropoutProb()).isEqualTo(0.1);
        assertThat(network.attentionProbsDropoutProb()).isEqualTo(0.1);
        assertThat(network.initializerRange()).isEqualTo(0.02);
        assertThat(network.typeVocabSize()).isEqualTo(2);
    }

    @Test
    void itsOwnDescriptionIsReadBack() {
        NetworkConfig network = network(HandWrittenFolder.CONFIG);
        assertThat(network(UntrustedJson.pretty(PublishedConfig.json(network, 0))))
                .isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({"gelu, GELU", "gelu_new, GELU_NEW", "gelu_pytorch_tanh, GELU_NEW"})
    void bothGelusAreKnown(String theirs, HiddenAct ours) {
        String json = HandWrittenFolder.CONFIG.replace("\"gelu\"", '"' + theirs + '"');
        assertThat(network(json).hiddenAct()).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"model_type\": \"roberta\"; model_type = \"roberta\": expected \"bert\"; 3",
                "\"layer_norm_eps\": 1e-5; layer_norm_eps = 1.0E-5: expected 1.0E-12; 3",
                "\"position_embedding_type\": \"relative_key\"; position_embedding_type = \"relative_key\"; 3",
                "\"tie_word_embeddings\": false; tie_word_embeddings = false: expected true; 3",
                "\"is_decoder\": true; is_decoder = true: expected false; 3",
                "\"pruned_heads\": {\"0\": [1]}; pruned_heads; 3",
                "\"quantization_config\": {\"bits\": 4}; quantization_config; 3",
                "\"type_vocab_size\": 1; network.type-vocab-size = 1: must be at least 2; 3",
                "\"hidden_dropout_prob\": \"none\"; hidden_dropout_prob = \"none\": expected a number; 3",
                "\"hidden_size\": 4; Duplicate field 'hidden_size'; 4"
            })
    void anotherNetworkIsRefused(String line, String message, int exitCode) {
        String config = line.startsWith("\"model_type\"")
                ? HandWrittenFolder.CONFIG.replace("\"model_type\": \"bert\"", line)
                : with(line);
        assertThatThrownBy(() -> network(config))
                .hasMessageContainingAll("config.json", message)
                .isInstanceOfSatisfying(ClozeException.class, fault -> assertThat(fault.exitCode())
                        .isEqualTo(exitCode));
    }

    @Test
    void aNetworkThatNoArrayHoldsIsRefused() {
        assertThatThrownBy(() ->
                        network(HandWrittenFolder.CONFIG.replace("\"vocab_size\": 9", "\"vocab_size\": 2147483647")))
                .hasMessageContaining("found one of 2147483647 x 4");
        assertThatThrownBy(() ->
                        network(HandWrittenFolder.CONFIG.replace("\"hidden_size\": 4", "\"hidden_size\": 2000000000")))
                .hasMessageContaining("found one of 6000000000 x 2000000000");
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> network("{\"hidden_act\": \"relu\", \"hidden_size\": 1.5}"))
                .hasMessageContainingAll(
                        "hidden_act = relu: expected one of gelu",
                        "hidden_size = 1.5: expected a whole number",
                        "vocab_size = nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[]", "nonsense", "''"})
    void whatIsNoObjectIsCorrupt(String text) {
        assertThatThrownBy(() -> network(text))
                .isInstanceOf(cloze.error.CorruptArtifactException.class)
                .hasMessageContaining("expected a JSON object");
    }
}
