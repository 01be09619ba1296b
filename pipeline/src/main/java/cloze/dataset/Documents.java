package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** One row per document, as read. Written by {@code cloze.corpus}, read by {@code SplitSentences}. */
public final class Documents {
    public static final String DOCUMENT_ID = "document_id";
    public static final String SPLIT = "split";
    public static final String TEXT = "text";

    /** Values of {@link #SPLIT}. A keyed hash of its identity assigns a document to one of them. */
    public static final String TRAIN = "train";

    public static final String VALIDATION = "validation";

    public static final Contract CONTRACT = new Contract(
            "documents",
            new StructType()
                    .add(
                            DOCUMENT_ID,
                            StringType,
                            false,
                            "32 hex digits: the first 128 bits of the text's SHA-256; the n-th exact duplicate (n >= 2) has -n appended")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(TEXT, StringType, false, "the document as read, never blank; line ends are \\n"));

    private Documents() {}
}
