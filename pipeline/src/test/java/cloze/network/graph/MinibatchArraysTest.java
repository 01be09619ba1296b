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

    @Test
    void aMinibatchInWhichNothingIsMaskedIsReadToo() {
        Minibatch unmasked = Minibatches.unmasked(MINIBATCH);
        MultiDataSet arrays = MinibatchArrays.of(unmasked);
        assertThat(MinibatchArrays.read(arrays.getFeatures()))
                .usingRecursiveComparison()
                .isEqualTo(unmasked);
        assertThat(arrays.getFeatures()).allMatch(INDArray::closeable);
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
