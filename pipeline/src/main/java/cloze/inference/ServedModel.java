package cloze.inference;

import cloze.config.NetworkConfig;
import cloze.error.InvalidInputException;
import cloze.network.parameter.ParameterShape;
import cloze.provenance.Fingerprint;
import cloze.release.ModelPart;
import cloze.release.ModelWeights;
import cloze.release.TrainedModel;
import cloze.tensor.Tensor;
import cloze.token.Tokenizer;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model with everything needed to query it with text. Serializable, to be broadcast to executors. */
public final class ServedModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int CHUNK_FLOATS = 1 << 14;

    private final String fingerprint;
    private final String path;
    private final NetworkConfig network;

    /** Classes of a classifier; empty for a model with the heads of pre-training. */
    private final ArrayList<String> labels;

    /** Values of each parameter, in the order of the flat vector. */
    private final ArrayList<float[]> values;

    private final Tokenizer tokenizer;

    /** Names of the parts that the model's file lacks. */
    private final ArrayList<String> missing;

    private ServedModel(String path, ModelWeights weights, Tokenizer tokenizer) {
        this.path = path;
        this.network = weights.network();
        this.labels = new ArrayList<>(weights.labels());
        this.values = new ArrayList<>(values(weights));
        this.tokenizer = tokenizer;
        this.missing = new ArrayList<>(
                weights.drawn().stream().map(ModelPart::name).sorted().toList());
        this.fingerprint = Fingerprint.of(List.of(
                network.toString(),
                labels.toString(),
                digest(values),
                tokenizer.casing().name(),
                tokenizer.added().toString(),
                Integer.toString(tokenizer.longestWord()),
                String.join("\n", tokenizer.vocabulary().pieces())));
    }

    /**
     * Reads {@code model} with its weights. Specials and added tokens are found in texts as transformers finds them:
     * [MASK] is the mask.
     *
     * @throws InvalidInputException if the model has no vocabulary or its tokenizer is unknown
     */
    public static ServedModel of(TrainedModel model) throws IOException {
        Vocabulary vocabulary = model.requireVocabulary();
        // Missing parts get random weights, but require() rejects them, so the seed affects no answer.
        return new ServedModel(
                model.path().toString(), model.weights(0), model.tokenizer().tokenizer(vocabulary));
    }

    /**
     * Returns {@code model} as it was before training: the same network and tokenizer, with initial weights.
     *
     * @param seed of the weights; with the seed of its run, those that the model started from
     * @throws InvalidInputException if the model has no vocabulary or its tokenizer is unknown
     */
    public static ServedModel untrained(TrainedModel model, long seed) throws IOException {
        Vocabulary vocabulary = model.requireVocabulary();
        return new ServedModel(
                model.path().toString(),
                ModelWeights.initial(model.network(), seed),
                model.tokenizer().tokenizer(vocabulary));
    }

    /**
     * Creates a model from weights in memory.
     *
     * @param origin what they are, for messages
     */
    public static ServedModel of(String origin, ModelWeights weights, Tokenizer tokenizer) {
        return new ServedModel(origin, weights, tokenizer);
    }

    private static List<float[]> values(ModelWeights weights) {
        Map<String, float[]> byName = new HashMap<>();
        weights.parameters().forEach(tensor -> byName.put(tensor.name(), tensor.values()));
        List<float[]> values = new ArrayList<>();
        weights.shapes().forEach(shape -> values.add(byName.get(shape.name())));
        return values;
    }

    private static String digest(List<float[]> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES);
            FloatBuffer floats = bytes.asFloatBuffer();
            for (float[] parameter : values) {
                for (int start = 0; start < parameter.length; start += CHUNK_FLOATS) {
                    int count = Math.min(CHUNK_FLOATS, parameter.length - start);
                    floats.clear().put(parameter, start, count);
                    digest.update(bytes.array(), 0, count * Float.BYTES);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Returns a digest of the network, its weights and the tokenizer. */
    String fingerprint() {
        return fingerprint;
    }

    /** Returns the classes of a classifier, in the order of their probabilities; empty for a model with the heads of pre-training. */
    public List<String> labels() {
        return List.copyOf(labels);
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    NetworkConfig network() {
        return network;
    }

    /** Returns the number of the last layer, whose vectors the heads read. */
    int lastLayer() {
        return network.numHiddenLayers();
    }

    /** Returns the maximum number of tokens in a text, including specials. */
    public int longest() {
        return network.maxPositionEmbeddings();
    }

    /** Returns network and weights. */
    public ModelWeights weights() {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterShape shape : ModelWeights.shapes(network, labels)) {
            tensors.add(new Tensor(shape.name(), shape.extents(), values.get(tensors.size())));
        }
        return new ModelWeights(network, tensors, Set.of(), labels);
    }

    /**
     * Rejects a model that lacks one of {@code parts}, whose weights would be untrained.
     *
     * @throws InvalidInputException if a part is missing
     */
    public void require(ModelPart... parts) {
        for (ModelPart part : parts) {
            if (missing.contains(part.name())) {
                throw new InvalidInputException(
                        "%s: expected a model with a %s, found one without; pre-train it further, or take a model that was saved with its heads (BertForPreTraining)"
                                .formatted(path, part));
            }
        }
    }
}
