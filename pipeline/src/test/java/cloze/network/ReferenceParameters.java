package cloze.network;

import cloze.config.NetworkConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The parameters of a network by name, "vertex.parameter", as leaves of the computation. Rows are single rows. */
final class ReferenceParameters {
    private final Map<String, ReferenceMatrix> leaves = new TreeMap<>();

    ReferenceParameters(NetworkConfig config, Map<String, double[]> values) {
        this(shapes(config), values);
    }

    ReferenceParameters(Map<String, int[]> shapes, Map<String, double[]> values) {
        if (!shapes.keySet().equals(values.keySet())) {
            throw new IllegalArgumentException("parameters " + values.keySet() + ", expected " + shapes.keySet());
        }
        shapes.forEach((name, shape) -> leaves.put(name, ReferenceMatrix.of(shape[0], shape[1], values.get(name))));
    }

    ReferenceMatrix get(String name) {
        ReferenceMatrix leaf = leaves.get(name);
        if (leaf == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return leaf;
    }

    /** Of each parameter, its gradient; meaningful after the loss was propagated back. */
    Map<String, double[]> gradients() {
        Map<String, double[]> gradients = new TreeMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, leaf.gradient.clone()));
        return gradients;
    }

    /**
     * Normal draws, large enough that no part of the network is idle or nearly linear: gains around 1, everything else around 0, kernels
     * scaled so that activations stay near 1.
     */
    static Map<String, double[]> random(NetworkConfig config, long seed) {
        return random(shapes(config), seed);
    }

    static Map<String, double[]> random(Map<String, int[]> shapes, long seed) {
        Map<String, double[]> values = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            var random = new SplittableRandom(seed ^ name.hashCode());
            boolean gain = name.endsWith("Gamma");
            double deviation = name.endsWith("Kernel") ? 1.5 / Math.sqrt(shape[0]) : 0.5;
            double[] draws = new double[shape[0] * shape[1]];
            for (int i = 0; i < draws.length; i++) {
                // A float's value, so that a single-precision network can start from exactly the same point.
                draws[i] = (float) ((gain ? 1 : 0) + deviation * random.nextGaussian());
            }
            values.put(name, draws);
        });
        return values;
    }

    /** Every parameter of the network and its [rows, columns]. */
    static Map<String, int[]> shapes(NetworkConfig config) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        int hidden = config.hiddenSize();
        shapes.put("encoder.wordEmbeddings", matrix(config.vocabSize(), hidden));
        switch (config.kind()) {
            case BERT -> bert(config, shapes);
            case POOLED -> pooled(config, shapes);
        }
        shapes.put("next-sentence.outputKernel", matrix(hidden, 2));
        shapes.put("next-sentence.outputBias", vector(2));
        shapes.put("masked-lm.outputBias", vector(config.vocabSize()));
        return shapes;
    }

    /** Every parameter of a classifier of kind BERT. */
    static Map<String, int[]> ofClassifier(NetworkConfig config, int labels) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("encoder.wordEmbeddings", matrix(config.vocabSize(), config.hiddenSize()));
        encoder(config, shapes);
        linear("classifier.pooler", config.hiddenSize(), config.hiddenSize(), shapes);
        linear("classifier.output", config.hiddenSize(), labels, shapes);
        return shapes;
    }

    private static void bert(NetworkConfig config, Map<String, int[]> shapes) {
        int hidden = config.hiddenSize();
        encoder(config, shapes);
        linear("masked-lm.transform", hidden, hidden, shapes);
        norm("masked-lm.transformNorm", hidden, shapes);
        linear("next-sentence.pooler", hidden, hidden, shapes);
    }

    private static void encoder(NetworkConfig config, Map<String, int[]> shapes) {
        int hidden = config.hiddenSize();
        int intermediate = config.intermediateSize();
        shapes.put("encoder.positionEmbeddings", matrix(config.maxPositionEmbeddings(), hidden));
        shapes.put("encoder.tokenTypeEmbeddings", matrix(config.typeVocabSize(), hidden));
        norm("encoder.embeddingsNorm", hidden, shapes);
        for (int i = 0; i < config.numHiddenLayers(); i++) {
            String layer = "encoder.layer" + i + ".";
            linear(layer + "qkv", hidden, 3 * hidden, shapes);
            linear(layer + "attentionOutput", hidden, hidden, shapes);
            norm(layer + "attentionNorm", hidden, shapes);
            linear(layer + "intermediate", hidden, intermediate, shapes);
            linear(layer + "output", intermediate, hidden, shapes);
            norm(layer + "outputNorm", hidden, shapes);
        }
    }

    private static void pooled(NetworkConfig config, Map<String, int[]> shapes) {
        int hidden = config.hiddenSize();
        shapes.put("encoder.embeddingsBias", vector(hidden));
        linear("encoder.dense", hidden, hidden, shapes);
        shapes.put("masked-lm.outputKernel", matrix(hidden, config.vocabSize()));
    }

    private static void linear(String name, int in, int out, Map<String, int[]> shapes) {
        shapes.put(name + "Kernel", matrix(in, out));
        shapes.put(name + "Bias", vector(out));
    }

    private static void norm(String name, int width, Map<String, int[]> shapes) {
        shapes.put(name + "Gamma", vector(width));
        shapes.put(name + "Beta", vector(width));
    }

    private static int[] matrix(int rows, int columns) {
        return new int[] {rows, columns};
    }

    private static int[] vector(int length) {
        return new int[] {1, length};
    }
}
