package cloze.shard;

import cloze.dataset.LabelledExamples;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.dataset.Task;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * One example with its masks drawn, unpadded, with T tokens and P predictions.
 *
 * @param exampleId document_id/duplicate/index
 * @param inputIds [T], ids after masking
 * @param segmentIds [T], 0 through the first [SEP], then 1
 * @param maskedPositions [P], ascending, in [0, T)
 * @param maskedIds [P], the original ids at these positions
 * @param pairLabels 0 or 1 for each task of {@link Task#ofPairs}; of a labelled text the index of its label
 */
@SuppressWarnings("ArrayRecordComponent") // arrays go straight into a minibatch; examples are never compared
public record MaskedExample(
        String exampleId, int[] inputIds, int[] segmentIds, int[] maskedPositions, int[] maskedIds, int... pairLabels)
        implements Serializable {

    /** Reads the example from a row of {@link MaskedExamples}. */
    public static MaskedExample fromRow(Row row) {
        return new MaskedExample(
                MaskedExamples.CONTRACT.text(row, SentencePairs.EXAMPLE_ID),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.INPUT_IDS),
                MaskedExamples.CONTRACT.ints(row, SentencePairs.SEGMENT_IDS),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.MASKED_LM_POSITIONS),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.MASKED_LM_IDS),
                Task.ofPairs().stream()
                        .mapToInt(task -> MaskedExamples.CONTRACT.integer(row, SentencePairs.labels(task)))
                        .toArray());
    }

    /** Reads the example from a row of {@link LabelledExamples}. It masks nothing. */
    static MaskedExample fromLabelledRow(Row row) {
        return new MaskedExample(
                LabelledExamples.CONTRACT.text(row, LabelledExamples.EXAMPLE_ID),
                LabelledExamples.CONTRACT.ints(row, LabelledExamples.INPUT_IDS),
                LabelledExamples.CONTRACT.ints(row, LabelledExamples.SEGMENT_IDS),
                new int[0],
                new int[0],
                LabelledExamples.CONTRACT.integer(row, LabelledExamples.LABEL));
    }

    /** Returns the label of the pair; for {@link Task#NEXT_SENTENCE} 0 is next, 1 random. */
    public int label(Task task) {
        return pairLabels[Task.ofPairs().indexOf(task)];
    }

    /** Returns T, the number of tokens. */
    public int length() {
        return inputIds.length;
    }
}
