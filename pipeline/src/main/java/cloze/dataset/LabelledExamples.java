package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/** One row per labelled text or pair of texts, unpadded. Written by {@code cloze.classify}, read by {@code cloze.shard}. */
public final class LabelledExamples {
    public static final String EXAMPLE_ID = SentencePairs.EXAMPLE_ID;
    public static final String INPUT_IDS = MaskedExamples.INPUT_IDS;
    public static final String SEGMENT_IDS = SentencePairs.SEGMENT_IDS;
    public static final String LABEL = "label";

    public static final Contract CONTRACT = new Contract(
            "labelled_examples",
            new StructType()
                    .add(EXAMPLE_ID, StringType, false, "hash of texts and label, with an occurrence number, then /0/0")
                    .add(INPUT_IDS, new ArrayType(IntegerType, false), false, "[CLS] A [SEP], or [CLS] A [SEP] B [SEP]")
                    .add(SEGMENT_IDS, new ArrayType(IntegerType, false), false, "0 through the first [SEP], then 1")
                    .add(LABEL, IntegerType, false, "index of the label among all labels in their order"));

    private LabelledExamples() {}
}
