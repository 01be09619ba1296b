package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class MinibatchTest {
    private static final MaskedExample SHORT =
            new MaskedExample("a/0/0", new int[] {2, 7, 3}, new int[] {0, 0, 1}, new int[] {1}, new int[] {9}, 1);
    private static final MaskedExample LONG = new MaskedExample(
            "b/0/0", new int[] {2, 4, 3, 5, 3}, new int[] {0, 0, 0, 1, 1}, new int[] {1, 3}, new int[] {8, 6}, 0);

    @Test
    void padsToTheLongestAndCountsPositionsThroughTheBatch() {
        Minibatch minibatch = Minibatch.of(List.of(SHORT, LONG), 11);

        assertThat(minibatch.batchSize()).isEqualTo(2);
        assertThat(minibatch.sequenceLength()).isEqualTo(5);
        assertThat(minibatch.inputIds()).containsExactly(2, 7, 3, 0, 0, 2, 4, 3, 5, 3);
        assertThat(minibatch.segmentIds()).containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 1, 1);
        assertThat(minibatch.lengths()).containsExactly(3, 5);
        assertThat(minibatch.maskedPositions()).containsExactly(1, 6, 8);
        assertThat(minibatch.maskedIds()).containsExactly(9, 8, 6);
        assertThat(minibatch.nextSentenceLabels()).containsExactly(1, 0);
        assertThat(minibatch.key()).isEqualTo(11);
    }

    @Test
    void standsInOnePositionWhenNothingIsMasked() {
        var unmasked = new MaskedExample("a/0/0", new int[] {2, 7, 3}, new int[] {0, 0, 1}, new int[0], new int[0], 0);

        Minibatch minibatch = Minibatch.of(List.of(unmasked), 1);

        assertThat(minibatch.maskedPositions()).containsExactly(-1);
        assertThat(minibatch.maskedIds()).containsExactly(0);
    }

    @Test
    void everyArrayCanBeClosed() {
        MultiDataSet arrays = Minibatch.of(List.of(SHORT, LONG), 11).toMultiDataSet();

        assertThat(arrays.getFeatures()).allMatch(INDArray::closeable);
        assertThat(arrays.getFeatures(0).toIntMatrix()).isEqualTo(new int[][] {{2, 7, 3, 0, 0}, {2, 4, 3, 5, 3}});
        assertThat(arrays.getFeatures(1).toIntMatrix()).isEqualTo(new int[][] {{0, 0, 1, 0, 0}, {0, 0, 0, 1, 1}});
    }
}
