package cloze.shard;

import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * One example with its masks drawn, unpadded: T tokens, P predictions.
 *
 * @param exampleId document_id/duplicate/index
 * @param inputIds [T], masked
 * @param segmentIds [T], 0 through the first [SEP], then 1
 * @param maskedPositions [P], ascending, in [0, T)
 * @param maskedIds [P], the original ids there
 * @param nextSentenceLabel 0 is next, 1 random
 */
@SuppressWarnings("ArrayRecordComponent") // arrays go straight into a minibatch; examples are never compared
public record MaskedExample(
        String exampleId,
        int[] inputIds,
        int[] segmentIds,
        int[] maskedPositions,
        int[] maskedIds,
        int nextSentenceLabel)
        implements Serializable {

    /** The example in a row of {@link MaskedExamples}. */
    public static MaskedExample fromRow(Row row) {
        return new MaskedExample(
                MaskedExamples.CONTRACT.text(row, SentencePairs.EXAMPLE_ID),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.INPUT_IDS),
                MaskedExamples.CONTRACT.ints(row, SentencePairs.SEGMENT_IDS),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.MASKED_LM_POSITIONS),
                MaskedExamples.CONTRACT.ints(row, MaskedExamples.MASKED_LM_IDS),
                MaskedExamples.CONTRACT.integer(row, SentencePairs.NEXT_SENTENCE_LABELS));
    }

    /** T. */
    public int length() {
        return inputIds.length;
    }
}
