package cloze.shard;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One minibatch of B examples padded to T tokens, with M masked positions in all.
 *
 * @param batchSize B
 * @param sequenceLength T, the longest example of the minibatch
 * @param inputIds [B*T], masked; padding 0
 * @param segmentIds [B*T]; padding 0
 * @param lengths [B], tokens of each example
 * @param maskedPositions [M], b*T + position, ascending; the single position -1 with id 0 when nothing is masked
 * @param maskedIds [M], the original ids there
 * @param nextSentenceLabels [B], 0 is next, 1 random
 * @param key names this minibatch of the run; dropout draws hang on it
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to native memory; never compared
public record Minibatch(
        int batchSize,
        int sequenceLength,
        int[] inputIds,
        int[] segmentIds,
        int[] lengths,
        int[] maskedPositions,
        int[] maskedIds,
        int[] nextSentenceLabels,
        long key) {

    /** The masked position that stands for "nothing is masked". */
    private static final int NOTHING_MASKED = -1;

    /** Order of the graph's inputs in {@link #toMultiDataSet}. */
    public static final List<String> INPUTS = List.of(
            "input_ids", "segment_ids", "lengths", "masked_positions", "masked_lm_ids", "next_sentence_labels", "key");

    /**
     * Pads {@code examples} to the longest of them.
     *
     * @param examples at least one
     * @param key names this minibatch of the run
     */
    public static Minibatch of(List<MaskedExample> examples, long key) {
        int batchSize = examples.size();
        if (batchSize == 0) {
            throw new IllegalArgumentException("A minibatch of no examples");
        }
        int sequenceLength = 0;
        int predictions = 0;
        for (MaskedExample example : examples) {
            sequenceLength = Math.max(sequenceLength, example.length());
            predictions += example.maskedPositions().length;
        }
        int[] inputIds = new int[batchSize * sequenceLength];
        int[] segmentIds = new int[batchSize * sequenceLength];
        int[] lengths = new int[batchSize];
        int[] nextSentenceLabels = new int[batchSize];
        int[] maskedPositions = new int[Math.max(1, predictions)];
        int[] maskedIds = new int[maskedPositions.length];
        maskedPositions[0] = NOTHING_MASKED;
        int masked = 0;
        for (int b = 0; b < batchSize; b++) {
            MaskedExample example = examples.get(b);
            int start = b * sequenceLength;
            System.arraycopy(example.inputIds(), 0, inputIds, start, example.length());
            System.arraycopy(example.segmentIds(), 0, segmentIds, start, example.length());
            lengths[b] = example.length();
            nextSentenceLabels[b] = example.nextSentenceLabel();
            for (int i = 0; i < example.maskedPositions().length; i++) {
                maskedPositions[masked] = start + example.maskedPositions()[i];
                maskedIds[masked++] = example.maskedIds()[i];
            }
        }
        return new Minibatch(
                batchSize,
                sequenceLength,
                inputIds,
                segmentIds,
                lengths,
                maskedPositions,
                maskedIds,
                nextSentenceLabels,
                key);
    }

    /**
     * The arrays as the graph reads them, in the order of {@link #INPUTS}: INT [B,T], [B,T], [B], [M], [M], [B] and LONG [1]. The targets
     * are inputs because the heads compute their losses themselves; the labels of Deeplearning4j's two outputs are placeholders.
     */
    public MultiDataSet toMultiDataSet() {
        long[] shape = {batchSize, sequenceLength};
        // Created in their shape: Deeplearning4j lets no one close a reshaped array.
        INDArray[] inputs = {
            Nd4j.create(inputIds, shape, DataType.INT32),
            Nd4j.create(segmentIds, shape, DataType.INT32),
            Nd4j.createFromArray(lengths),
            Nd4j.createFromArray(maskedPositions),
            Nd4j.createFromArray(maskedIds),
            Nd4j.createFromArray(nextSentenceLabels),
            Nd4j.createFromArray(key)
        };
        INDArray placeholder = Nd4j.create(DataType.FLOAT, batchSize, 1);
        return new MultiDataSet(inputs, new INDArray[] {placeholder, placeholder});
    }
}
