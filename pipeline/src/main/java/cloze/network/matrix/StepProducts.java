package cloze.network.matrix;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products of one training step without shortcuts: all layers at all positions, forward and backward, and
 * the projection to the vocabulary at the masked positions only. The network itself makes fewer, because its last layer
 * omits what no head reads.
 *
 * @param network the network
 * @param examples B
 * @param length T, of every example
 * @param masked masked positions per example
 */
record StepProducts(NetworkConfig network, int examples, int length, int masked) {
    List<MatrixProduct> all() {
        List<MatrixProduct> products = new ArrayList<>();
        int rows = examples * length;
        int maskedRows = examples * masked;
        int hidden = network.hiddenSize();
        if (network.kind() == Kind.BERT) {
            for (int layer = 0; layer < network.numHiddenLayers(); layer++) {
                products.addAll(layer(rows));
            }
            products.addAll(MatrixProduct.withGradients("masked-lm transform", maskedRows, hidden, hidden, 1));
            products.addAll(MatrixProduct.withGradients("pooler", examples, hidden, hidden, 1));
        } else {
            products.addAll(MatrixProduct.withGradients("dense", rows, hidden, hidden, 1));
        }
        products.addAll(MatrixProduct.withGradients("vocabulary", maskedRows, hidden, network.vocabSize(), 1));
        products.addAll(MatrixProduct.withGradients("next sentence", examples, hidden, 2, 1));
        return List.copyOf(products);
    }

    private List<MatrixProduct> layer(int rows) {
        int hidden = network.hiddenSize();
        int wide = network.intermediateSize();
        int depth = hidden / network.numAttentionHeads();
        int heads = examples * network.numAttentionHeads();
        List<MatrixProduct> products = new ArrayList<>();
        products.addAll(MatrixProduct.withGradients("queries, keys and values", rows, hidden, 3 * hidden, 1));
        products.addAll(MatrixProduct.withGradients("scores", length, depth, length, heads));
        products.addAll(MatrixProduct.withGradients("contexts", length, length, depth, heads));
        products.addAll(MatrixProduct.withGradients("attention output", rows, hidden, hidden, 1));
        products.addAll(MatrixProduct.withGradients("intermediate", rows, hidden, wide, 1));
        products.addAll(MatrixProduct.withGradients("output", rows, wide, hidden, 1));
        return products;
    }
}
