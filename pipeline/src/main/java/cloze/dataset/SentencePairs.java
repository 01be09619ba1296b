package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * One row per example, unpadded and unmasked. Written by {@code PairSentences}, and by prepare as Parquet. Read by
 * {@code MaskTokens}.
 */
public final class SentencePairs {
    public static final String EXAMPLE_ID = "example_id";
    public static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    public static final String PARTNER_DOCUMENT_ID = "partner_document_id";
    public static final String SPLIT = Documents.SPLIT;
    public static final String TOKEN_IDS = "token_ids";
    public static final String SEGMENT_IDS = "segment_ids";
    public static final String NEXT_SENTENCE_LABELS = labels(Task.NEXT_SENTENCE);

    /** Label of a pair whose second segment follows the first in the document. */
    public static final int IS_NEXT = 0;

    /** Label of a pair whose second segment comes from another document. */
    public static final int IS_RANDOM = 1;

    /** With examples.objective = sop, label of a pair whose second segment precedes the first in the document. */
    public static final int IS_SWAPPED = 1;

    public static final Contract CONTRACT = new Contract(
            "sentence_pairs",
            new StructType()
                    .add(EXAMPLE_ID, StringType, false, "document_id/duplicate/index within the document")
                    .add(DOCUMENT_ID, StringType, false, "where segment A comes from")
                    .add(
                            PARTNER_DOCUMENT_ID,
                            StringType,
                            false,
                            "where segment B comes from; = document_id unless it is random")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(TOKEN_IDS, new ArrayType(IntegerType, false), false, "[CLS] A [SEP] B [SEP]")
                    .add(SEGMENT_IDS, new ArrayType(IntegerType, false), false, "0 through the first [SEP], then 1")
                    .add(NEXT_SENTENCE_LABELS, IntegerType, false, "0 is next; 1 random, or swapped"));

    private SentencePairs() {}

    /** Returns the column of the labels of a task on pairs. */
    public static String labels(Task task) {
        return task.key() + "_labels";
    }
}
