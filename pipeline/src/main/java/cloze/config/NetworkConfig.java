package cloze.config;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of the network, with the names of {@code bert_config.json}.
 *
 * @param kind a transformer encoder, or the pooled network of the seed experiment
 * @param vocabSize number of rows of the word-embedding table; 0 for the size of the vocabulary
 * @param hiddenSize width of a position's representation, H
 * @param numHiddenLayers number of transformer blocks, L
 * @param numAttentionHeads number of attention heads, A; divides hiddenSize
 * @param intermediateSize width of the feed-forward layer
 * @param hiddenDropoutProb dropout before each residual sum and after the embeddings, in [0, 1)
 * @param attentionProbsDropoutProb dropout on attention probabilities, in [0, 1)
 * @param maxPositionEmbeddings longest sequence that the position table covers, in tokens
 * @param typeVocabSize number of segments
 * @param initializer how weights are drawn
 * @param initializerRange standard deviation of {@link Initializer#BERT}'s truncated normal
 * @param hiddenAct activation of the feed-forward layer and the MLM head
 */
public record NetworkConfig(
        Kind kind,
        int vocabSize,
        int hiddenSize,
        int numHiddenLayers,
        int numAttentionHeads,
        int intermediateSize,
        double hiddenDropoutProb,
        double attentionProbsDropoutProb,
        int maxPositionEmbeddings,
        int typeVocabSize,
        Initializer initializer,
        double initializerRange,
        HiddenAct hiddenAct)
        implements Serializable {

    /** The architecture of the network. */
    public enum Kind {
        /** Embeddings and transformer blocks, as in modeling.py of google-research/bert. */
        BERT,
        /** Embedding, dense ReLU, mean pooling: the network of the seed experiment. */
        POOLED
    }

    /** The initialisation of weights. */
    public enum Initializer {
        /**
         * Truncated normal with standard deviation {@code initializer-range}, cut at two standard deviations, as in the
         * reference.
         */
        BERT,
        /**
         * Truncated normal with standard deviation 1/sqrt(fan-in) for linear layers and 0.05 for embeddings. Small
         * networks leave the initial plateau sooner.
         */
        SCALED
    }

    /** The form of the GELU. */
    public enum HiddenAct {
        /** The tanh approximation of google-research/bert. */
        GELU_NEW,
        /** The exact form with erf, used by most published models in the Hugging Face layout. */
        GELU
    }

    public NetworkConfig {
        Problems.check("network", problems -> problems.require(
                        vocabSize >= 0,
                        "vocab-size",
                        vocabSize,
                        "must be at least 1, or 0 for the vocabulary's own size")
                .require(hiddenSize >= 1, "hidden-size", hiddenSize, "must be at least 1")
                .require(numHiddenLayers >= 1, "num-hidden-layers", numHiddenLayers, "must be at least 1")
                .require(
                        numAttentionHeads >= 1 && hiddenSize % Math.max(numAttentionHeads, 1) == 0,
                        "num-attention-heads",
                        numAttentionHeads,
                        "must divide hidden-size = " + hiddenSize)
                .require(intermediateSize >= 1, "intermediate-size", intermediateSize, "must be at least 1")
                .require(isShare(hiddenDropoutProb), "hidden-dropout-prob", hiddenDropoutProb, "must be in [0, 1)")
                .require(
                        isShare(attentionProbsDropoutProb),
                        "attention-probs-dropout-prob",
                        attentionProbsDropoutProb,
                        "must be in [0, 1)")
                .require(
                        maxPositionEmbeddings >= 5,
                        "max-position-embeddings",
                        maxPositionEmbeddings,
                        "must be at least 5")
                .require(typeVocabSize >= 2, "type-vocab-size", typeVocabSize, "must be at least 2: segments A and B")
                .require(initializerRange > 0, "initializer-range", initializerRange, "must be positive"));
    }

    private static boolean isShare(double value) {
        return value >= 0 && value < 1;
    }

    /**
     * Checks that the network can read the given examples.
     *
     * @param length length of the longest example, in tokens
     * @param pieces size of the vocabulary
     * @throws cloze.error.InvalidConfigException if a table has too few rows
     */
    public void requireRoomFor(int length, int pieces) {
        Problems.check("network", problems -> problems.require(
                        kind != Kind.BERT || length <= maxPositionEmbeddings,
                        "max-position-embeddings",
                        maxPositionEmbeddings,
                        "must be at least examples.max-seq-length = " + length)
                .require(
                        vocabSize == 0 || vocabSize >= pieces,
                        "vocab-size",
                        vocabSize,
                        "must be at least the vocabulary's %d pieces, or 0 for as many".formatted(pieces)));
    }

    /** Returns the keys that the meaning of the weights depends on: all except initialisation and dropout. */
    public Map<String, Object> shape() {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("kind", kind);
        shape.put("vocab-size", vocabSize);
        shape.put("hidden-size", hiddenSize);
        shape.put("num-hidden-layers", numHiddenLayers);
        shape.put("num-attention-heads", numAttentionHeads);
        shape.put("intermediate-size", intermediateSize);
        shape.put("max-position-embeddings", maxPositionEmbeddings);
        shape.put("type-vocab-size", typeVocabSize);
        shape.put("hidden-act", hiddenAct);
        return shape;
    }

    /** Returns the {@link #shape} of {@code other} with the dropout and initialisation of this network. */
    public NetworkConfig withShapeOf(NetworkConfig other) {
        return Records.copy(
                other,
                Map.of(
                        "hiddenDropoutProb",
                        hiddenDropoutProb,
                        "attentionProbsDropoutProb",
                        attentionProbsDropoutProb,
                        "initializer",
                        initializer,
                        "initializerRange",
                        initializerRange));
    }

    /** Returns a copy with a word-embedding table of {@code pieces} rows. */
    public NetworkConfig withVocabSize(int pieces) {
        return Records.copy(this, Map.of("vocabSize", pieces));
    }

    /** Returns a copy as a transformer of {@code layers} blocks with {@code heads} heads. */
    NetworkConfig transformer(int hidden, int layers, int heads, int intermediate) {
        return Records.copy(
                this,
                Map.of(
                        "kind",
                        Kind.BERT,
                        "hiddenSize",
                        hidden,
                        "numHiddenLayers",
                        layers,
                        "numAttentionHeads",
                        heads,
                        "intermediateSize",
                        intermediate));
    }

    /** Returns a copy as the seed experiment's network with {@code hidden} units. */
    public NetworkConfig pooled(int hidden) {
        return Records.copy(
                this,
                Map.of(
                        "kind",
                        Kind.POOLED,
                        "hiddenSize",
                        hidden,
                        "numHiddenLayers",
                        1,
                        "numAttentionHeads",
                        1,
                        "intermediateSize",
                        hidden));
    }
}
