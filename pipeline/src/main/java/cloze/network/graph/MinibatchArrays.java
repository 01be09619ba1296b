package cloze.network.graph;

import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A minibatch as the arrays that Deeplearning4j hands to a graph, and back: what one side writes, the other reads. */
public final class MinibatchArrays {
    /** The only masked row of a minibatch in which nothing is masked, as Deeplearning4j does without empty arrays. */
    private static final int NOTHING_MASKED = -1;

    private MinibatchArrays() {}

    /** The features are {@link GraphInput}s in their order; the label of Deeplearning4j's output is a placeholder. */
    public static MultiDataSet of(Minibatch minibatch) {
        INDArray[] features = Arrays.stream(GraphInput.values())
                .map(input -> array(input, minibatch))
                .toArray(INDArray[]::new);
        INDArray placeholder = Nd4j.create(DataType.FLOAT, minibatch.examples(), 1);
        return new MultiDataSet(features, new INDArray[] {placeholder});
    }

    private static INDArray array(GraphInput input, Minibatch minibatch) {
        boolean isAnyMasked = minibatch.maskedRows().length > 0;
        return switch (input) {
            case INPUT_IDS -> Nd4j.createFromArray(minibatch.inputIds());
            case SEGMENT_IDS -> Nd4j.createFromArray(minibatch.segmentIds());
            case STARTS -> Nd4j.createFromArray(minibatch.starts());
            case MASKED_ROWS -> Nd4j.createFromArray(isAnyMasked ? minibatch.maskedRows() : new int[] {NOTHING_MASKED});
            case MASKED_LM_IDS -> Nd4j.createFromArray(isAnyMasked ? minibatch.maskedIds() : new int[] {0});
            case PAIR_LABELS -> Nd4j.createFromArray(minibatch.pairLabels());
            case KEY -> Nd4j.createFromArray(minibatch.key());
        };
    }

    /** The minibatch of {@code features}. */
    static Minibatch read(INDArray[] features) {
        Map<GraphInput, INDArray> inputs = GraphInput.named(features);
        int[] maskedRows = ints(inputs.get(GraphInput.MASKED_ROWS));
        boolean isAnyMasked = maskedRows.length > 1 || maskedRows[0] != NOTHING_MASKED;
        return new Minibatch(
                ints(inputs.get(GraphInput.INPUT_IDS)),
                ints(inputs.get(GraphInput.SEGMENT_IDS)),
                ints(inputs.get(GraphInput.STARTS)),
                isAnyMasked ? maskedRows : new int[0],
                isAnyMasked ? ints(inputs.get(GraphInput.MASKED_LM_IDS)) : new int[0],
                ints(inputs.get(GraphInput.PAIR_LABELS)),
                inputs.get(GraphInput.KEY).getLong(0));
    }

    private static int[] ints(INDArray input) {
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
