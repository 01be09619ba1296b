package cloze.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.Minibatches;
import cloze.shard.Minibatch;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class MinibatchArraysTest {
    private static final Minibatch MINIBATCH = Minibatches.random(5, 11, 23, 7);

    @Test
    void whatIsWrittenIsRead() {
        assertThat(MinibatchArrays.read(MinibatchArrays.of(MINIBATCH).getFeatures()))
                .usingRecursiveComparison()
                .isEqualTo(MINIBATCH);
    }

    /** Not even a single masked row is mistaken for the lack of one. */
    @Test
    void nothingMaskedAndOneMaskedStayApart() {
        Minibatch unmasked = Minibatches.unmasked(MINIBATCH);
        Minibatch one = new Minibatch(
                unmasked.inputIds(),
                unmasked.segmentIds(),
                unmasked.starts(),
                new int[] {0},
                new int[] {0},
                unmasked.pairLabels(),
                unmasked.key());
        for (Minibatch minibatch : new Minibatch[] {unmasked, one}) {
            assertThat(MinibatchArrays.read(MinibatchArrays.of(minibatch).getFeatures()))
                    .usingRecursiveComparison()
                    .isEqualTo(minibatch);
        }
    }

    @Test
    void holdsNoPaddingAndEveryArrayCanBeClosed() {
        MultiDataSet arrays = MinibatchArrays.of(MINIBATCH);
        assertThat(arrays.getFeatures()).allMatch(INDArray::closeable);
        assertThat(arrays.getLabels()).allMatch(INDArray::closeable);
        Map<GraphInput, INDArray> inputs = GraphInput.named(arrays.getFeatures());
        assertThat(inputs.get(GraphInput.INPUT_IDS).toIntVector()).isEqualTo(MINIBATCH.inputIds());
        assertThat(inputs.get(GraphInput.STARTS).toIntVector()).isEqualTo(MINIBATCH.starts());
    }
}
