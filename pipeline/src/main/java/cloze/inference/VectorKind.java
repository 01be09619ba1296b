package cloze.inference;

import cloze.config.NetworkConfig;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which vector of a text.
 *
 * @param layer 0 for the embeddings, 1 to L for the layers
 * @param pooling how the vectors of its tokens become one
 */
public record VectorKind(int layer, Pooling pooling) implements Serializable {
    /** Returns the layers of {@code network} that have vectors, ascending. Those of a pooled network are in one layer. */
    public static List<Integer> layers(NetworkConfig network) {
        int last = network.numHiddenLayers();
        int first = network.kind() == NetworkConfig.Kind.BERT ? 0 : last;
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
