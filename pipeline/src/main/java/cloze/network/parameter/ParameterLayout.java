package cloze.network.parameter;

import cloze.config.NetworkConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of each vertex's parameters, in the order of the flat vector. Every parameter lies in 'c' order. */
public final class ParameterLayout {
    public static final String WORD_EMBEDDINGS = "wordEmbeddings";
    public static final String POSITION_EMBEDDINGS = "positionEmbeddings";
    public static final String TOKEN_TYPE_EMBEDDINGS = "tokenTypeEmbeddings";
    public static final String EMBEDDINGS_NORM = "embeddingsNorm";
    public static final String EMBEDDINGS_BIAS = "embeddingsBias";
    public static final String DENSE_KERNEL = "denseKernel";
    public static final String DENSE_BIAS = "denseBias";
    public static final String TRANSFORM_KERNEL = "transformKernel";
    public static final String TRANSFORM_BIAS = "transformBias";
    public static final String TRANSFORM_NORM = "transformNorm";
    public static final String POOLER_KERNEL = "poolerKernel";
    public static final String POOLER_BIAS = "poolerBias";
    public static final String OUTPUT_KERNEL = "outputKernel";
    public static final String OUTPUT_BIAS = "outputBias";

    /** What follows a layer norm's name. */
    public static final String GAMMA = "Gamma";

    public static final String BETA = "Beta";

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    private ParameterLayout() {}

    /** What is in front of a layer's own names, e.g. {@code layer0.qkvKernel}. */
    public static String layer(int index) {
        return "layer" + index + ".";
    }

    public static ParameterLayout encoder(NetworkConfig network) {
        return switch (network.kind()) {
            case BERT -> transformer(network);
            case POOLED -> new ParameterLayout()
                    .with(WORD_EMBEDDINGS, network.vocabSize(), network.hiddenSize())
                    .with(EMBEDDINGS_BIAS, network.hiddenSize())
                    .with(DENSE_KERNEL, network.hiddenSize(), network.hiddenSize())
                    .with(DENSE_BIAS, network.hiddenSize());
        };
    }

    private static ParameterLayout transformer(NetworkConfig network) {
        int hidden = network.hiddenSize();
        int intermediate = network.intermediateSize();
        ParameterLayout layout = new ParameterLayout()
                .with(WORD_EMBEDDINGS, network.vocabSize(), hidden)
                .with(POSITION_EMBEDDINGS, network.maxPositionEmbeddings(), hidden)
                .with(TOKEN_TYPE_EMBEDDINGS, network.typeVocabSize(), hidden)
                .withNorm(EMBEDDINGS_NORM, hidden);
        for (int i = 0; i < network.numHiddenLayers(); i++) {
            String layer = layer(i);
            layout.with(layer + "qkvKernel", hidden, 3L * hidden)
                    .with(layer + "qkvBias", 3L * hidden)
                    .with(layer + "attentionOutputKernel", hidden, hidden)
                    .with(layer + "attentionOutputBias", hidden)
                    .withNorm(layer + "attentionNorm", hidden)
                    .with(layer + "intermediateKernel", hidden, intermediate)
                    .with(layer + "intermediateBias", intermediate)
                    .with(layer + OUTPUT_KERNEL, intermediate, hidden)
                    .with(layer + OUTPUT_BIAS, hidden)
                    .withNorm(layer + "outputNorm", hidden);
        }
        return layout;
    }

    public static ParameterLayout maskedLm(NetworkConfig network) {
        int hidden = network.hiddenSize();
        return switch (network.kind()) {
            case BERT -> new ParameterLayout()
                    .with(TRANSFORM_KERNEL, hidden, hidden)
                    .with(TRANSFORM_BIAS, hidden)
                    .withNorm(TRANSFORM_NORM, hidden)
                    .with(OUTPUT_BIAS, network.vocabSize());
            case POOLED -> new ParameterLayout()
                    .with(OUTPUT_KERNEL, hidden, network.vocabSize())
                    .with(OUTPUT_BIAS, network.vocabSize());
        };
    }

    public static ParameterLayout nextSentence(NetworkConfig network) {
        int hidden = network.hiddenSize();
        ParameterLayout layout = new ParameterLayout();
        if (network.kind() == NetworkConfig.Kind.BERT) {
            layout.with(POOLER_KERNEL, hidden, hidden).with(POOLER_BIAS, hidden);
        }
        return layout.with(OUTPUT_KERNEL, hidden, 2).with(OUTPUT_BIAS, 2);
    }

    private ParameterLayout with(String name, long... shape) {
        shapes.put(name, shape);
        return this;
    }

    private ParameterLayout withNorm(String name, long width) {
        return with(name + GAMMA, width).with(name + BETA, width);
    }

    public Map<String, long[]> shapes() {
        return Collections.unmodifiableMap(shapes);
    }

    /** Parameters in all. */
    public long length() {
        return shapes.values().stream().mapToLong(ParameterLayout::length).sum();
    }

    public static long length(long[] shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return length;
    }

    /** Biases and layer norms are not decayed (google-research/bert, {@code optimization.py}). */
    public static boolean isDecayed(String name) {
        return !name.endsWith("Bias") && !name.endsWith("Norm" + GAMMA) && !name.endsWith("Norm" + BETA);
    }
}
