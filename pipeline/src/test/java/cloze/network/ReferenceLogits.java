package cloze.network;

import cloze.config.NetworkConfig;
import cloze.shard.Minibatch;
import cloze.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Both heads' logits as the reference network in double precision has them.
 *
 * @param maskedLm [M*V], row-major
 * @param nextSentence [B*2], row-major
 */
@SuppressWarnings("ArrayRecordComponent") // read element by element, never compared
public record ReferenceLogits(double[] maskedLm, double[] nextSentence) {
    /** Of a network with {@code parameters} on {@code batch}, in which something is masked. */
    public static ReferenceLogits of(NetworkConfig network, List<Tensor> parameters, Minibatch batch) {
        Map<String, double[]> values = new TreeMap<>();
        parameters.forEach(tensor -> values.put(tensor.name(), doubles(tensor.values())));
        return ReferenceNetwork.logits(network, values, batch);
    }

    /** Logits [V] of one masked position. */
    public double[] maskedLm(int masked, int vocabulary) {
        return Arrays.copyOfRange(maskedLm, masked * vocabulary, (masked + 1) * vocabulary);
    }

    /** Logits [2] of one example. */
    public double[] nextSentence(int example) {
        return Arrays.copyOfRange(nextSentence, 2 * example, 2 * example + 2);
    }

    private static double[] doubles(float[] floats) {
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }
}
