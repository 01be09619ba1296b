package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** One row per example as its own document plans it, nothing cut off yet. Given by {@code PairSentences}, counted by {@code cloze.quality}. */
public final class PairDrafts {
    public static final String SPLIT = Documents.SPLIT;
    public static final String ONE_SENTENCE = "one_sentence";
    public static final String OWN_TOKENS = "own_tokens";

    public static final Contract CONTRACT = new Contract(
            "pair_drafts",
            new StructType()
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(
                            ONE_SENTENCE,
                            IntegerType,
                            false,
                            "1 when what was gathered for the pair is one sentence, else 0")
                    .add(
                            OWN_TOKENS,
                            IntegerType,
                            false,
                            "tokens of A, and of B unless it comes from another document, before truncation"));

    private PairDrafts() {}
}
