package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.BatchInvariantInference;
import cloze.network.graph.BertNetwork;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The encoder alone gives the rows of the reference in double precision, whether it is asked for all of them or for [CLS] only. */
class EncoderRowsTest {
    private static final int[] IDS = {2, 7, 9, 4, 11, 3};
    private static final int[] SEGMENTS = {0, 0, 0, 1, 1, 1};

    private static final NetworkConfig NETWORK = Networks.tiny(Kind.BERT, HiddenAct.GELU);

    private static Minibatch minibatch(int... positions) {
        var example = new MaskedExample("text", IDS, SEGMENTS, positions, new int[positions.length], 0);
        return Minibatch.of(List.of(example), 0);
    }

    private static ReferenceMatrix reference(BertNetwork network) {
        Map<String, double[]> values = new TreeMap<>();
        Networks.parameters(NETWORK, network.graph())
                .forEach((name, floats) -> values.put(
                        name,
                        IntStream.range(0, floats.length)
                                .mapToDouble(i -> floats[i])
                                .toArray()));
        return new ReferenceEncoder(NETWORK, new ReferenceParameters(NETWORK, values)).encode(IDS, SEGMENTS);
    }

    @Test
    void everyRowIsThatOfTheReference() {
        BertNetwork network = Networks.started(NETWORK);
        double[] expected = reference(network).values;
        float[][] rows = BatchInvariantInference.rows(
                network, minibatch(IntStream.range(1, IDS.length).toArray()));
        assertThat(rows).hasDimensions(IDS.length, NETWORK.hiddenSize());
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) rows[i / NETWORK.hiddenSize()][i % NETWORK.hiddenSize()])
                    .isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void theSequenceRowComesWithoutBeingAskedFor() {
        BertNetwork network = Networks.started(NETWORK);
        double[] expected = reference(network).values;
        float[][] rows = BatchInvariantInference.rows(network, minibatch());
        assertThat(rows).hasDimensions(1, NETWORK.hiddenSize());
        for (int i = 0; i < NETWORK.hiddenSize(); i++) {
            assertThat((double) rows[0][i]).isCloseTo(expected[i], within(1e-5));
        }
    }
}
