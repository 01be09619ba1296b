package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/**
 * One row per document: its sentences in order. Written by {@code SplitSentences}, read by {@code TokenizeSentences}.
 */
public final class Sentences {
    public static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    public static final String SPLIT = Documents.SPLIT;
    public static final String SENTENCES = "sentences";

    public static final Contract CONTRACT = new Contract(
            "sentences",
            new StructType()
                    .add(DOCUMENT_ID, StringType, false, "as in documents")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(
                            SENTENCES,
                            new ArrayType(StringType, false),
                            false,
                            "the sentences as read, none blank, at least one"));

    private Sentences() {}
}
