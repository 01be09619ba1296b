package cloze.network.graph;

import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Converts a minibatch to the arrays that Deeplearning4j passes to a graph, and back. */
public final class MinibatchArrays {
    private MinibatchArrays() {}

    /**
     * Converts {@code minibatch} to features, the {@link GraphInput}s in order. The label, which Deeplearning4j
     * requires, is a placeholder.
     */
    public static MultiDataSet of(Minibatch minibatch) {
        INDArray[] features = Arrays.stream(GraphInput.values())
                .map(input -> array(input, minibatch))
                .toArray(INDArray[]::new);
        INDArray placeholder = Nd4j.create(DataType.FLOAT, minibatch.examples(), 1);
        return new MultiDataSet(features, new INDArray[] {placeholder});
    }

    private static INDArray array(GraphInput input, Minibatch minibatch) {
        return switch (input) {
            case INPUT_IDS -> Nd4j.createFromArray(minibatch.inputIds());
            case SEGMENT_IDS -> Nd4j.createFromArray(minibatch.segmentIds());
            case STARTS -> Nd4j.createFromArray(minibatch.starts());
            case MASKED_ROWS -> Nd4j.createFromArray(minibatch.maskedRows());
            case MASKED_LM_IDS -> Nd4j.createFromArray(minibatch.maskedIds());
            case PAIR_LABELS -> Nd4j.createFromArray(minibatch.pairLabels());
            case KEY -> Nd4j.createFromArray(minibatch.key());
        };
    }

    /** Restores the minibatch from {@code features}. */
    static Minibatch read(INDArray[] features) {
        Map<GraphInput, INDArray> inputs = GraphInput.named(features);
        return new Minibatch(
                ints(inputs.get(GraphInput.INPUT_IDS)),
                ints(inputs.get(GraphInput.SEGMENT_IDS)),
                ints(inputs.get(GraphInput.STARTS)),
                ints(inputs.get(GraphInput.MASKED_ROWS)),
                ints(inputs.get(GraphInput.MASKED_LM_IDS)),
                ints(inputs.get(GraphInput.PAIR_LABELS)),
                inputs.get(GraphInput.KEY).getLong(0));
    }

    private static int[] ints(INDArray input) {
        if (input.isEmpty()) {
            // An empty array has no buffer to read.
            return new int[0];
        }
        INDArray plain = input;
        if (plain.dataType() != DataType.INT32) {
            plain = plain.castTo(DataType.INT32);
        }
        if (plain.isView()) {
            plain = plain.dup();
        }
        int[] values = new int[(int) plain.length()];
        new IntPointer(plain.data().addressPointer()).get(values);
        return values;
    }
}
