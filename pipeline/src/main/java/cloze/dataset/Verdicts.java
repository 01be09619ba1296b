package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** One row per document: whether curation kept it, and if not, why. Written by {@code cloze.curate}. */
public final class Verdicts {
    public static final String DOCUMENT_ID = Documents.DOCUMENT_ID;
    public static final String SPLIT = Documents.SPLIT;
    public static final String VERDICT = "verdict";
    public static final String RULE = "rule";
    public static final String VALUE = "value";
    public static final String LIMIT = "limit";
    public static final String DETAIL = "detail";
    public static final String KEPT_DOCUMENT_ID = "kept_document_id";

    /** Values of {@link #VERDICT}. */
    public static final String KEPT = "kept";

    public static final String DROPPED = "dropped";
    public static final String QUARANTINED = "quarantined";

    public static final Contract CONTRACT = new Contract(
            "verdicts",
            new StructType()
                    .add(DOCUMENT_ID, StringType, false, "as in documents")
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(VERDICT, StringType, false, "kept, dropped or quarantined")
                    .add(RULE, StringType, true, "the first rule that the document breaks; null if it breaks none")
                    .add(VALUE, DoubleType, true, "what the rule measured, if it is a number")
                    .add(LIMIT, DoubleType, true, "the limit of the rule, if it has one")
                    .add(DETAIL, StringType, true, "the language found, or the set that the text occurs in")
                    .add(KEPT_DOCUMENT_ID, StringType, true, "the document of which this one is a duplicate"));

    private Verdicts() {}
}
