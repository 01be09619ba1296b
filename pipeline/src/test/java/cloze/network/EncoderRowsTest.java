package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.graph.BatchInvariantInference;
import cloze.network.graph.BertGraph;
import cloze.network.graph.NamedParameter;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.MultiDataSet;

/** The encoder alone gives the rows of the reference in double precision, whether it is asked for all of them or for [CLS] only. */
class EncoderRowsTest {
    private static final int[] IDS = {2, 7, 9, 4, 11, 3};
    private static final int[] SEGMENTS = {0, 0, 0, 1, 1, 1};

    private static final NetworkConfig NETWORK = Networks.tiny(Kind.BERT, HiddenAct.GELU);

    private static MultiDataSet arrays(int... positions) {
        var example = new MaskedExample("text", IDS, SEGMENTS, positions, new int[positions.length], 0);
        return Minibatch.of(List.of(example), 0).toMultiDataSet();
    }

    private static ReferenceMatrix reference(ComputationGraph graph) {
        Map<String, double[]> values = new TreeMap<>();
        for (NamedParameter parameter : BertGraph.parameters(graph)) {
            values.put(
                    parameter.vertex() + "." + parameter.name(),
                    parameter.view().dup('c').data().asDouble());
        }
        return new ReferenceEncoder(NETWORK, new ReferenceParameters(NETWORK, values)).encode(IDS, SEGMENTS);
    }

    @Test
    void everyRowIsThatOfTheReference() {
        ComputationGraph graph = Networks.graph(NETWORK);
        double[] expected = reference(graph).values;
        float[][] rows = BatchInvariantInference.rows(
                graph, arrays(IntStream.range(1, IDS.length).toArray()));
        assertThat(rows).hasDimensions(IDS.length, NETWORK.hiddenSize());
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) rows[i / NETWORK.hiddenSize()][i % NETWORK.hiddenSize()])
                    .isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void theSequenceRowComesWithoutBeingAskedFor() {
        ComputationGraph graph = Networks.graph(NETWORK);
        double[] expected = reference(graph).values;
        float[][] rows = BatchInvariantInference.rows(graph, arrays());
        assertThat(rows).hasDimensions(1, NETWORK.hiddenSize());
        for (int i = 0; i < NETWORK.hiddenSize(); i++) {
            assertThat((double) rows[0][i]).isCloseTo(expected[i], within(1e-5));
        }
    }
}
