package cloze.inference;

import cloze.config.NetworkConfig;
import cloze.error.InvalidInputException;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.provenance.Fingerprint;
import cloze.release.ModelPart;
import cloze.release.ModelWeights;
import cloze.release.PublishedTokenizer;
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

/** A model with all it takes to ask it about text, on its way to an executor. */
public final class ServedModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int CHUNK_FLOATS = 1 << 14;

    private final String fingerprint;
    private final String path;
    private final NetworkConfig network;

    /** Of each parameter, in the order of the flat vector. */
    private final ArrayList<float[]> values;

    private final Tokenizer tokenizer;

    /** Names of the parts that the model's file lacks. */
    private final ArrayList<String> missing;

    private ServedModel(String path, ModelWeights weights, Tokenizer tokenizer) {
        this.path = path;
        this.network = weights.network();
        this.values = new ArrayList<>(values(weights));
        this.tokenizer = tokenizer;
        this.missing = new ArrayList<>(
                weights.drawn().stream().map(ModelPart::name).sorted().toList());
        this.fingerprint = Fingerprint.of(List.of(
                network.toString(),
                digest(values),
                tokenizer.casing().name(),
                tokenizer.reserved().toString(),
                String.join("\n", tokenizer.vocabulary().pieces())));
    }

    /**
     * Reads {@code model} with its weights. A text's [MASK] is the mask, as are the model's reserved pieces themselves; other specials are text.
     *
     * @throws InvalidInputException when its pieces or its tokenizer are not known
     */
    public static ServedModel of(TrainedModel model) throws IOException {
        Vocabulary vocabulary = model.requireVocabulary();
        PublishedTokenizer described = model.tokenizer();
        List<String> reserved = new ArrayList<>(described.reservedPieces());
        reserved.add(Vocabulary.MASK);
        // What a part lacks is drawn, and refused by whoever needs it: the seed changes nothing that is said.
        return new ServedModel(
                model.path().toString(),
                model.weights(0),
                Tokenizer.ofPieces(vocabulary, described.casing(), reserved));
    }

    private static List<float[]> values(ModelWeights weights) {
        Map<String, float[]> byName = new HashMap<>();
        weights.parameters().forEach(tensor -> byName.put(tensor.name(), tensor.values()));
        List<float[]> values = new ArrayList<>();
        ParameterLayout.of(weights.network()).forEach(shape -> values.add(byName.get(shape.name())));
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

    /** Equal for models that say the same. */
    String fingerprint() {
        return fingerprint;
    }

    NetworkConfig network() {
        return network;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Most tokens of a text, specials included. */
    int longest() {
        return network.maxPositionEmbeddings();
    }

    /** Network and weights. */
    ModelWeights weights() {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterShape shape : ParameterLayout.of(network)) {
            tensors.add(new Tensor(shape.name(), shape.extents(), values.get(tensors.size())));
        }
        return new ModelWeights(network, tensors, Set.of());
    }

    /**
     * Fails when the model lacks one of {@code parts}: what it would say comes of weights that nothing was learnt with.
     *
     * @throws InvalidInputException when one is missing
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
