package cloze.quality;

import cloze.dataset.ExampleId;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One sampled pair, in compact form.
 *
 * @param exampleId its example_id
 * @param partnerId document of segment B
 * @param split train or validation
 * @param tokenIds [CLS] A [SEP] B [SEP]
 * @param lengthA tokens of A
 * @param label its next-sentence label
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SampledPair(String exampleId, String partnerId, String split, int[] tokenIds, int lengthA, int label)
        implements Serializable {
    /** Restores the row of {@link cloze.dataset.SentencePairs}. */
    Row toRow() {
        int[] segmentIds = new int[tokenIds.length];
        Arrays.fill(segmentIds, lengthA + 2, segmentIds.length, 1);
        String document = ExampleId.parse(exampleId).documentId();
        return RowFactory.create(exampleId, document, partnerId, split, tokenIds, segmentIds, label);
    }
}
