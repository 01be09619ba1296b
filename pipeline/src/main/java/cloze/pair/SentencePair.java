package cloze.pair;

import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.vocabulary.SpecialIds;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One finished example: [CLS] A [SEP] B [SEP].
 *
 * @param id its example_id
 * @param partnerId document of segment B
 * @param split train or validation
 * @param tokenIds [T]
 * @param segmentIds [T], 0 through the first [SEP], then 1
 * @param label {@link SentencePairs#IS_NEXT}, {@link SentencePairs#IS_RANDOM} or {@link SentencePairs#IS_SWAPPED}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SentencePair(ExampleId id, String partnerId, String split, int[] tokenIds, int[] segmentIds, int label) {

    /** Joins two segments that fit, adding [CLS] and [SEP]. */
    static SentencePair of(
            ExampleId id, TokenizedDocument partner, Segment a, Segment b, int label, SpecialIds specials) {
        int firstSep = 1 + a.length();
        int length = firstSep + 1 + b.length() + 1;
        int[] tokenIds = new int[length];
        tokenIds[0] = specials.cls();
        a.copyTo(tokenIds, 1);
        tokenIds[firstSep] = specials.sep();
        b.copyTo(tokenIds, firstSep + 1);
        tokenIds[length - 1] = specials.sep();
        int[] segmentIds = new int[length];
        Arrays.fill(segmentIds, firstSep + 1, length, 1);
        return new SentencePair(id, partner.id(), partner.split(), tokenIds, segmentIds, label);
    }

    Row toRow() {
        return RowFactory.create(id.toString(), id.documentId(), partnerId, split, tokenIds, segmentIds, label);
    }
}
