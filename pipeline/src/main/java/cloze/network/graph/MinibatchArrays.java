package cloze.network.graph;

import cloze.shard.Minibatch;
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
        boolean isAnyMasked = minibatch.maskedRows().length > 0;
        INDArray[] features = new INDArray[GraphInput.values().length];
        for (GraphInput input : GraphInput.values()) {
            features[input.ordinal()] = switch (input) {
                case INPUT_IDS -> Nd4j.createFromArray(minibatch.inputIds());
                case SEGMENT_IDS -> Nd4j.createFromArray(minibatch.segmentIds());
                case STARTS -> Nd4j.createFromArray(minibatch.starts());
                case MASKED_ROWS -> Nd4j.createFromArray(
                        isAnyMasked ? minibatch.maskedRows() : new int[] {NOTHING_MASKED});
                case MASKED_LM_IDS -> Nd4j.createFromArray(isAnyMasked ? minibatch.maskedIds() : new int[] {0});
                case NEXT_SENTENCE_LABELS -> Nd4j.createFromArray(minibatch.nextSentenceLabels());
                case KEY -> Nd4j.createFromArray(minibatch.key());
            };
        }
        INDArray placeholder = Nd4j.create(DataType.FLOAT, minibatch.examples(), 1);
        return new MultiDataSet(features, new INDArray[] {placeholder});
    }

    /** The minibatch of {@code features}. */
    static Minibatch read(INDArray[] features) {
        int[] maskedRows = ints(GraphInput.MASKED_ROWS.of(features));
        boolean isAnyMasked = maskedRows.length > 1 || maskedRows[0] != NOTHING_MASKED;
        return new Minibatch(
                ints(GraphInput.INPUT_IDS.of(features)),
                ints(GraphInput.SEGMENT_IDS.of(features)),
                ints(GraphInput.STARTS.of(features)),
                isAnyMasked ? maskedRows : new int[0],
                isAnyMasked ? ints(GraphInput.MASKED_LM_IDS.of(features)) : new int[0],
                ints(GraphInput.NEXT_SENTENCE_LABELS.of(features)),
                GraphInput.KEY.of(features).getLong(0));
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
