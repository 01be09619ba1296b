package cloze.network.parameter;

import cloze.config.NetworkConfig;
import cloze.dataset.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names and shapes of a network's parameters, in the order of the flat vector. Every parameter is stored in 'c' order.
 */
public final class ParameterLayout {
    /** The part with embeddings and transformer layers. */
    public static final String ENCODER = "encoder";

    /** The head of a classifier. */
    public static final String CLASSIFIER = "classifier";

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

    /** The bias of the masked-word head, an element per piece. */
    public static final String MASKED_LM_BIAS = part(Task.MASKED_LM) + "." + OUTPUT_BIAS;

    /** Suffix that follows the name of a layer norm. */
    public static final String GAMMA = "Gamma";

    public static final String BETA = "Beta";

    private final NetworkConfig network;
    private final List<ParameterShape> shapes = new ArrayList<>();
    private String part = "";
    private long end;

    private ParameterLayout(NetworkConfig network) {
        this.network = network;
    }

    /** Returns all parameters of {@code network} with the heads of pre-training. */
    public static List<ParameterShape> of(NetworkConfig network) {
        ParameterLayout layout = new ParameterLayout(network);
        layout.encoder();
        layout.maskedLm();
        Task.ofPairs().forEach(task -> layout.sequence(part(task), 2));
        return List.copyOf(layout.shapes);
    }

    /** Returns all parameters of {@code network} with a single head, a classifier of {@code labels} classes. */
    public static List<ParameterShape> ofClassifier(NetworkConfig network, int labels) {
        ParameterLayout layout = new ParameterLayout(network);
        layout.encoder();
        layout.sequence(CLASSIFIER, labels);
        return List.copyOf(layout.shapes);
    }

    /** Returns the part that is the head of {@code task}. */
    public static String part(Task task) {
        return task.key().replace('_', '-');
    }

    /** Returns the number of elements of all parameters of {@code network} with the heads of pre-training. */
    public static long length(NetworkConfig network) {
        return of(network).stream().mapToLong(ParameterShape::length).sum();
    }

    /** Returns the prefix of a layer's parameter names, for example {@code layer0.} in {@code layer0.qkvKernel}. */
    public static String layer(int index) {
        return "layer" + index + ".";
    }

    private void encoder() {
        part = ENCODER;
        int hidden = network.hiddenSize();
        switch (network.kind()) {
            case BERT -> transformer();
            case POOLED -> with(WORD_EMBEDDINGS, network.vocabSize(), hidden)
                    .with(EMBEDDINGS_BIAS, hidden)
                    .with(DENSE_KERNEL, hidden, hidden)
                    .with(DENSE_BIAS, hidden);
        }
    }

    private void transformer() {
        int hidden = network.hiddenSize();
        int intermediate = network.intermediateSize();
        with(WORD_EMBEDDINGS, network.vocabSize(), hidden)
                .with(POSITION_EMBEDDINGS, network.maxPositionEmbeddings(), hidden)
                .with(TOKEN_TYPE_EMBEDDINGS, network.typeVocabSize(), hidden)
                .withNorm(EMBEDDINGS_NORM, hidden);
        for (int i = 0; i < network.numHiddenLayers(); i++) {
            String layer = layer(i);
            with(layer + "qkvKernel", hidden, 3L * hidden)
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
    }

    private void maskedLm() {
        part = part(Task.MASKED_LM);
        int hidden = network.hiddenSize();
        switch (network.kind()) {
            case BERT -> with(TRANSFORM_KERNEL, hidden, hidden)
                    .with(TRANSFORM_BIAS, hidden)
                    .withNorm(TRANSFORM_NORM, hidden)
                    .with(OUTPUT_BIAS, network.vocabSize());
            case POOLED -> with(OUTPUT_KERNEL, hidden, network.vocabSize()).with(OUTPUT_BIAS, network.vocabSize());
        }
    }

    /** Adds a head that reads the sequence rows. */
    private void sequence(String head, int classes) {
        part = head;
        int hidden = network.hiddenSize();
        if (network.kind() == NetworkConfig.Kind.BERT) {
            with(POOLER_KERNEL, hidden, hidden).with(POOLER_BIAS, hidden);
        }
        with(OUTPUT_KERNEL, hidden, classes).with(OUTPUT_BIAS, classes);
    }

    private ParameterLayout with(String name, long... extents) {
        var shape = new ParameterShape(
                part + "." + name, Arrays.stream(extents).boxed().toList(), end);
        shapes.add(shape);
        end += shape.length();
        return this;
    }

    private ParameterLayout withNorm(String name, long width) {
        return with(name + GAMMA, width).with(name + BETA, width);
    }

    /**
     * Returns whether weight decay applies. Biases and layer norms are not decayed (google-research/bert,
     * {@code optimization.py}).
     */
    public static boolean isDecayed(String name) {
        return !name.endsWith("Bias") && !name.endsWith("Norm" + GAMMA) && !name.endsWith("Norm" + BETA);
    }
}
