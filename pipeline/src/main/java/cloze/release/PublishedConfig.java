package cloze.release;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Converts a {@code config.json} to a network, and back. The keys are those of transformers' {@code BertConfig} and of
 * google-research/bert's {@code bert_config.json}.
 */
final class PublishedConfig {
    static final String FILE = "config.json";

    /**
     * Epsilon of every layer norm (google-research/bert, {@code modeling.py}), the only value that the network's
     * kernels support.
     */
    static final double LAYER_NORM_EPSILON = 1e-12;

    private static final Map<String, HiddenAct> ACTIVATIONS = Map.of(
            "gelu", HiddenAct.GELU,
            "gelu_new", HiddenAct.GELU_NEW,
            "gelu_pytorch_tanh", HiddenAct.GELU_NEW);

    private final JsonNode json;
    private final Expectations expectations;

    private PublishedConfig(JsonNode json, String origin) {
        this.json = json;
        this.expectations = new Expectations(origin);
    }

    /**
     * Parses the network that {@code json} describes. Ignores keys that do not affect its outputs.
     *
     * @param origin name of the file, for messages
     * @throws InvalidInputException if the network is not supported, with all reasons
     * @throws CorruptArtifactException if it is not a JSON object
     */
    static NetworkConfig network(byte[] json, String origin) {
        return new PublishedConfig(UntrustedJson.object(json, origin), origin).network();
    }

    private NetworkConfig network() {
        requireBert();
        String activation = text("hidden_act", "gelu");
        if (!ACTIVATIONS.containsKey(activation)) {
            expectations.fault(
                    "hidden_act = %s: expected one of gelu, gelu_new, gelu_pytorch_tanh".formatted(activation));
        }
        int vocabulary = positive("vocab_size");
        int hidden = positive("hidden_size");
        int layers = positive("num_hidden_layers");
        int heads = positive("num_attention_heads");
        int intermediate = positive("intermediate_size");
        int positions = positive("max_position_embeddings");
        int segments = json.has("type_vocab_size") ? positive("type_vocab_size") : 2;
        double hiddenDropout = number("hidden_dropout_prob", 0.1);
        double attentionDropout = number("attention_probs_dropout_prob", 0.1);
        double range = number("initializer_range", 0.02);
        long rows = Math.max(Math.max(vocabulary, positions), Math.max(segments, Math.max(3L * hidden, intermediate)));
        if (rows > Integer.MAX_VALUE / hidden) {
            expectations.fault("hidden_size = %d: expected no parameter of 2^31 elements, found one of %d x %d"
                    .formatted(hidden, rows, hidden));
        }
        expectations.hold("a network");
        try {
            return new NetworkConfig(
                    Kind.BERT,
                    vocabulary,
                    hidden,
                    layers,
                    heads,
                    intermediate,
                    hiddenDropout,
                    attentionDropout,
                    positions,
                    segments,
                    Initializer.BERT,
                    range,
                    ACTIVATIONS.get(activation));
        } catch (InvalidConfigException e) {
            throw new InvalidInputException(
                    "%s: %s".formatted(expectations.origin(), String.join("; ", e.problems())), e);
        }
    }

    /** Rejects settings that define a different network with the same tensors. */
    private void requireBert() {
        expectations.require(
                json, "model_type", "\"bert\"", value -> value.asText().equals("bert"));
        expectations.require(
                json,
                "layer_norm_eps",
                LAYER_NORM_EPSILON + ", the only one this network computes",
                value -> value.isNumber() && value.asDouble() == LAYER_NORM_EPSILON);
        expectations.require(json, "position_embedding_type", "\"absolute\"", value -> value.asText()
                .equals("absolute"));
        expectations.require(json, "tie_word_embeddings", "true", value -> value.isBoolean() && value.asBoolean());
        expectations.require(json, "is_decoder", "false", value -> value.isBoolean() && !value.asBoolean());
        expectations.require(json, "add_cross_attention", "false", value -> value.isBoolean() && !value.asBoolean());
        expectations.require(json, "pruned_heads", "none", value -> value.isObject() && value.isEmpty());
        expectations.require(json, "quantization_config", "none", JsonNode::isNull);
    }

    private int positive(String key) {
        JsonNode value = json.path(key);
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 1) {
            expectations.fault("%s = %s: expected a whole number of at least 1"
                    .formatted(key, value.isMissingNode() ? "nothing" : value));
            return 1;
        }
        return value.asInt();
    }

    private double number(String key, double absent) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isNumber()) {
            expectations.fault("%s = %s: expected a number".formatted(key, value));
        }
        return value.asDouble();
    }

    private String text(String key, String absent) {
        return json.has(key) ? json.get(key).asText() : absent;
    }

    /** Returns the {@code config.json} of {@code network} with the heads of pre-training. */
    static ObjectNode json(NetworkConfig network, int padding) {
        return json(network, List.of(), padding);
    }

    /**
     * Returns the {@code config.json} of {@code network}, which must be of {@link Kind#BERT}.
     *
     * @param labels classes of a classifier; empty for a network with the heads of pre-training
     * @param padding id of [PAD]
     */
    static ObjectNode json(NetworkConfig network, List<String> labels, int padding) {
        ObjectNode json = UntrustedJson.empty();
        json.putArray("architectures").add(labels.isEmpty() ? "BertForPreTraining" : "BertForSequenceClassification");
        PublishedLabels.write(labels, json);
        return json.put("attention_probs_dropout_prob", network.attentionProbsDropoutProb())
                .put(
                        "hidden_act",
                        switch (network.hiddenAct()) {
                            case GELU -> "gelu";
                            case GELU_NEW -> "gelu_new";
                        })
                .put("hidden_dropout_prob", network.hiddenDropoutProb())
                .put("hidden_size", network.hiddenSize())
                .put("initializer_range", network.initializerRange())
                .put("intermediate_size", network.intermediateSize())
                .put("layer_norm_eps", LAYER_NORM_EPSILON)
                .put("max_position_embeddings", network.maxPositionEmbeddings())
                .put("model_type", "bert")
                .put("num_attention_heads", network.numAttentionHeads())
                .put("num_hidden_layers", network.numHiddenLayers())
                .put("pad_token_id", padding)
                .put("tie_word_embeddings", true)
                .put("torch_dtype", "float32")
                .put("type_vocab_size", network.typeVocabSize())
                .put("vocab_size", network.vocabSize());
    }
}
