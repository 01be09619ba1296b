package cloze.network;

import cloze.config.NetworkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One example's real tokens to their representations, [T] to [T, H]. Padding has no weight anywhere, so it is simply not here: what a
 * batched network must achieve by masking holds by construction.
 */
final class ReferenceEncoder {
    private static final double NORM_EPSILON = 1e-12;

    private final NetworkConfig config;
    private final ReferenceParameters parameters;

    ReferenceEncoder(NetworkConfig config, ReferenceParameters parameters) {
        this.config = config;
        this.parameters = parameters;
    }

    ReferenceMatrix encode(int[] tokens, int[] segments) {
        return switch (config.kind()) {
            case BERT -> bert(tokens, segments);
            case POOLED -> pooled(tokens);
        };
    }

    private ReferenceMatrix pooled(int[] tokens) {
        ReferenceMatrix words = parameters.get("encoder.wordEmbeddings").row(tokens);
        ReferenceMatrix x = ReferenceActivation.relu(words.plusRow(parameters.get("encoder.embeddingsBias")));
        return ReferenceActivation.relu(linear("encoder.dense", x, parameters));
    }

    private ReferenceMatrix bert(int[] tokens, int[] segments) {
        ReferenceMatrix x = embeddings(tokens, segments);
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            x = block("encoder.layer" + i + ".", x);
        }
        return x;
    }

    /** What the first layer reads. */
    ReferenceMatrix embeddings(int[] tokens, int[] segments) {
        int[] positions = IntStream.range(0, tokens.length).toArray();
        ReferenceMatrix embedded = parameters
                .get("encoder.wordEmbeddings")
                .row(tokens)
                .plus(parameters.get("encoder.positionEmbeddings").row(positions))
                .plus(parameters.get("encoder.tokenTypeEmbeddings").row(segments));
        return norm("encoder.embeddingsNorm", embedded, parameters);
    }

    /** Attention, then the feed-forward layer; each is added to its input and the sum is normalised. */
    private ReferenceMatrix block(String name, ReferenceMatrix x) {
        ReferenceMatrix attended = linear(name + "attentionOutput", attend(name, x), parameters);
        ReferenceMatrix y = norm(name + "attentionNorm", x.plus(attended), parameters);
        ReferenceMatrix inner =
                ReferenceActivation.apply(config.hiddenAct(), linear(name + "intermediate", y, parameters));
        return norm(name + "outputNorm", y.plus(linear(name + "output", inner, parameters)), parameters);
    }

    /** The heads' outputs side by side. The columns of {@code qkv} are all queries, all keys, all values, each cut into heads. */
    private ReferenceMatrix attend(String name, ReferenceMatrix x) {
        int hidden = config.hiddenSize();
        int width = hidden / config.numAttentionHeads();
        ReferenceMatrix qkv = linear(name + "qkv", x, parameters);
        List<ReferenceMatrix> heads = new ArrayList<>();
        for (int from = 0; from < hidden; from += width) {
            ReferenceMatrix query = qkv.columns(from, from + width);
            ReferenceMatrix key = qkv.columns(hidden + from, hidden + from + width);
            ReferenceMatrix value = qkv.columns(2 * hidden + from, 2 * hidden + from + width);
            ReferenceMatrix scores = query.times(key.transposed()).scaled(1 / Math.sqrt(width));
            heads.add(scores.softmax().times(value));
        }
        return ReferenceMatrix.sideBySide(heads);
    }

    static ReferenceMatrix linear(String name, ReferenceMatrix x, ReferenceParameters parameters) {
        return x.times(parameters.get(name + "Kernel")).plusRow(parameters.get(name + "Bias"));
    }

    static ReferenceMatrix norm(String name, ReferenceMatrix x, ReferenceParameters parameters) {
        return x.normalized(NORM_EPSILON)
                .timesRow(parameters.get(name + "Gamma"))
                .plusRow(parameters.get(name + "Beta"));
    }
}
