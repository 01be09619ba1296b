package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        return new ReferenceEncoder(NETWORK, referenceParameters(network)).encode(IDS, SEGMENTS);
    }

    private static ReferenceParameters referenceParameters(BertNetwork network) {
        Map<String, double[]> values = new TreeMap<>();
        Networks.parameters(NETWORK, network.graph())
                .forEach((name, floats) -> values.put(
                        name,
                        IntStream.range(0, floats.length)
                                .mapToDouble(i -> floats[i])
                                .toArray()));
        return new ReferenceParameters(NETWORK, values);
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
    void theRowsOfEveryLayerAreThoseOfTheReference() {
        BertNetwork network = Networks.started(NETWORK);
        ReferenceParameters parameters = referenceParameters(network);
        int[] positions = {2, 5};
        List<float[][]> states =
                BatchInvariantInference.states(network, minibatch(positions), new TreeSet<>(Set.of(0, 1, 2)));

        assertThat(states).hasSize(3);
        assertRows(states.get(0), new ReferenceEncoder(NETWORK, parameters).embeddings(IDS, SEGMENTS), positions);
        assertRows(states.get(1), new ReferenceEncoder(oneLayer(), parameters).encode(IDS, SEGMENTS), positions);
        assertThat(states.get(2)).isDeepEqualTo(BatchInvariantInference.rows(network, minibatch(positions)));
    }

    @Test
    void aLayerIsTheSameWhicheverOthersAreAskedFor() {
        BertNetwork network = Networks.started(NETWORK);
        List<float[][]> together =
                BatchInvariantInference.states(network, minibatch(3), new TreeSet<>(Set.of(0, 1, 2)));
        for (int layer = 0; layer < together.size(); layer++) {
            float[][] alone = BatchInvariantInference.states(network, minibatch(3), new TreeSet<>(Set.of(layer)))
                    .get(0);
            for (int row = 0; row < alone.length; row++) {
                assertThat(alone[row]).containsExactly(together.get(layer)[row], within(1e-5f));
            }
        }
    }

    @Test
    void aPooledNetworkHasItsOnlyLayer() {
        BertNetwork network = Networks.started(Networks.tiny(Kind.POOLED, HiddenAct.GELU));
        assertThat(BatchInvariantInference.states(network, minibatch(1), new TreeSet<>(Set.of(2))))
                .singleElement()
                .isEqualTo(BatchInvariantInference.rows(network, minibatch(1)));
        assertThatThrownBy(() -> BatchInvariantInference.states(network, minibatch(1), new TreeSet<>(Set.of(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a pooled network, which has one");
    }

    private static NetworkConfig oneLayer() {
        return new NetworkConfig(
                NETWORK.kind(),
                NETWORK.vocabSize(),
                NETWORK.hiddenSize(),
                1,
                NETWORK.numAttentionHeads(),
                NETWORK.intermediateSize(),
                0,
                0,
                NETWORK.maxPositionEmbeddings(),
                NETWORK.typeVocabSize(),
                NETWORK.initializer(),
                NETWORK.initializerRange(),
                NETWORK.hiddenAct());
    }

    /** The row of [CLS], then those of {@code positions}. */
    private static void assertRows(float[][] rows, ReferenceMatrix expected, int... positions) {
        assertThat(rows).hasDimensions(1 + positions.length, NETWORK.hiddenSize());
        for (int row = 0; row < rows.length; row++) {
            int position = row == 0 ? 0 : positions[row - 1];
            for (int i = 0; i < NETWORK.hiddenSize(); i++) {
                assertThat((double) rows[row][i])
                        .isCloseTo(expected.values[position * NETWORK.hiddenSize() + i], within(1e-5));
            }
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
